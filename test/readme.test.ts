import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The documents about the project. */
const DOCUMENTS = [
  ...['README.md', 'README.pl.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'GLOSSARY.md', 'SECURITY.md'],
  ...['examples/README.md', 'packaging/README.md'],
  ...['client', 'client-python', 'check-client'].map((name) => `packages/${name}/README.md`),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Files that may hold back a page that is opened on a slow line. */
const MOVING_PICTURE_MAX_BYTES = 400_000;

const withoutFences = (text: string) => text.replaceAll(/^```.*?^```$/gms, '');

/** The levels of a document's headings, from top to bottom. */
const headings = (text: string) => [...withoutFences(text).matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);

/** The text to type or run: indented lines without their comments, and fenced blocks without the answer in them. */
const commands = (text: string) => [
  ...[...withoutFences(text).matchAll(/^ {4}(\S.*)$/gm)].map(([, line = '']) => line.replace(/\s+#.*$/, '')),
  ...[...text.matchAll(/^```.*?^```$/gms)].map(([block]) => block.replace(/text="[^"]*"/, 'text="…"')),
];

/** Where links and pictures lead. */
const targets = (text: string) =>
  [...withoutFences(text).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target.trim());

/** Figures and environment variables: the texts in `code`. */
const codes = (text: string) => [...withoutFences(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code).sort();

/** Targets in Polish as their English counterparts. */
const inEnglish = (target: string) => target.replace('-pl', '-en').replace('README.pl.md', 'README.md');

describe('the README in Polish', () => {
  const [english, polish] = [read('README.md'), read('README.pl.md')];

  it('has the sections of the English one', () => {
    expect(headings(english).length).toBeGreaterThan(5);
    expect(headings(polish)).toEqual(headings(english));
  });

  it('has its commands and its code', () => {
    expect(commands(english).length).toBeGreaterThan(10);
    expect(commands(polish)).toEqual(commands(english));
    expect(codes(polish)).toEqual(codes(english));
  });

  it('leads where the English one leads, to Polish pictures where there are such', () => {
    expect(targets(english).length).toBeGreaterThan(10);
    // Each leads to the other.
    const own = (target: string) => !/^README/.test(target);
    expect(targets(polish).filter(own).map(inEnglish)).toEqual(targets(english).filter(own).map(inEnglish));
    expect(targets(english)).toContain('README.pl.md');
    expect(targets(polish)).toContain('README.md');
  });

  it('has the same figures', () => {
    const figures = (text: string) => /<!-- figures -->(.*)<!-- \/figures -->/s.exec(text)?.[1]?.match(/\d+/g) ?? [];
    expect(figures(polish)).toEqual(figures(english));
  });
});

describe.each(DOCUMENTS)('%s', (file) => {
  const text = read(file);

  it('names commands that there are', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('names files that there are', () => {
    const named = [
      ...text.matchAll(/(?<![\w/.-])(?:src-\w+|packages|test|scripts|bench|docs|assets|examples)\/[\w./-]*/g),
    ];
    const paths = named.map(([path]) => path.replace(/\.$/, ''));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('leads to files and headings that there are', () => {
    const missing = targets(text).filter((target) => {
      if (/^https?:/.test(target)) return false;
      const [path = '', heading] = target.split('#');
      const found = path === '' ? file : join(dirname(file), path);
      if (!existsSync(join(ROOT, found))) return true;
      return heading !== undefined && !anchors(read(found)).includes(heading);
    });
    expect(missing).toEqual([]);
  });
});

it('the recipes in CONTRIBUTING.md name code that there is', () => {
  const sources = globSync('{{electron,vite}.config.ts,{src-*,packages/*/src}/**/*.{ts,tsx}}', { cwd: ROOT })
    .map(read)
    .join('\n');
  const names = codes(read('CONTRIBUTING.md')).filter((code) => /^[A-Za-z]+[A-Z_]\w*$/.test(code));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))).toEqual([]);
});

it('every picture is shown by a document', () => {
  const shown = DOCUMENTS.flatMap((file) => targets(read(file)).map((target) => join(dirname(file), target)));
  const pictures = readdirSync(join(ROOT, 'docs/screenshots')).map((name) => `docs/screenshots/${name}`);
  expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
});

it.each(['en', 'pl'])('the moving picture is a small one that begins again (%s)', (language) => {
  const file = `docs/screenshots/turn-${language}.gif`;
  const gif = readFileSync(join(ROOT, file));
  expect(gif.toString('latin1', 0, 6)).toBe('GIF89a');
  expect(gif.readUInt16LE(6)).toBe(640);
  expect(gif.includes('NETSCAPE2.0')).toBe(true);
  expect(statSync(join(ROOT, file)).size).toBeLessThan(MOVING_PICTURE_MAX_BYTES);
});

/** The names by which a document's headings are linked to. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\d\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
