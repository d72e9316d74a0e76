import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../scripts/project-root.ts';

const TEXT = readFileSync(join(PROJECT_ROOT, 'docs', 'architecture.md'), 'utf8');

/** The folders that have a paragraph of their own, or a part of one: their names are set in bold there. */
const DESCRIBED = [...TEXT.matchAll(/\*\*`([\w/-]+\/)`\*\*/g)].map(([, folder = '']) => folder);

/** The folders of the app that hold files. */
const FOLDERS = [
  ...new Set(
    ['src-main', 'src-preload', 'src-renderer', 'src-shared'].flatMap((root) =>
      globSync(`${root}/**/*.{ts,tsx,html}`, { cwd: PROJECT_ROOT }).map((file) => `${dirname(file)}/`),
    ),
  ),
].filter((folder) => !['src-main/', 'src-renderer/'].includes(folder));

describe('docs/architecture.md', () => {
  it.each(FOLDERS)('describes %s', (folder) => {
    expect(DESCRIBED).toContain(folder);
  });

  it.each(DESCRIBED)('describes no folder that is gone: %s', (folder) => {
    expect(existsSync(join(PROJECT_ROOT, folder))).toBe(true);
  });

  it('names no file that is gone', () => {
    const files = globSync('{src-*,packages,bench,scripts,test}/**/*', { cwd: PROJECT_ROOT }).map((file) =>
      file.split('/').at(-1),
    );
    const named = [...TEXT.matchAll(/`(?:[\w-]+\/)*([\w-]+\.(?:ts|tsx|mjs|css))`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !files.includes(name))).toEqual([]);
  });
});
