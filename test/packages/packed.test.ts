/** The packages as npm packs them, with nothing but the dependencies that they declare. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';

/** The script that npm runs before it publishes one of them. */
const PUBLISHABLE = join(PROJECT_ROOT, 'packages/publishable.mjs');

const TIMEOUT = { timeout: 60_000 };

const scratch = makeScratchFolder('packed');
afterAll(scratch.remove);
const client = install('client');
const check = install('check-client');

describe.each([
  { ...client, more: [] },
  { ...check, more: ['docs/protocol.md', 'protocol.schema.json'] },
])('$manifest.name', ({ folder, manifest, more }) => {
  it('holds compiled files with types, what belongs to a package, and nothing else', () => {
    const sources = readdirSync(join(PROJECT_ROOT, manifest.repository.directory, 'src'));
    const compiled = sources.flatMap((source) => [
      source.replace(/\.ts$/, '.js'),
      source.replace(/\.ts$/, '.d.ts').replace(/\.mjs$/, '.d.mts'),
    ]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')] : [],
    );
    expect(files.sort()).toEqual(
      ['LICENSE', 'README.md', 'package.json', ...compiled.map((file) => `dist/${file}`), ...more].sort(),
    );
  });

  it('has the makers of the app', () => {
    const { author, homepage, repository } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ author, homepage, repository: { url: repository } });
  });

  it('has the version of the app, and says how it is called as a package', async () => {
    expect(manifest.version).toBe(manifestOf(PROJECT_ROOT).version);
    const { out, code } = await endOf(run(manifest, '--help'));
    expect(out).toMatch(new RegExp(`^Usage: npx ${manifest.name} `));
    expect(code).toBe(0);
  });
});

it('is not published while the makers are placeholders', () => {
  const publish = (author: string) => {
    const { path } = makeScratchFolder('publish');
    writeFileSync(join(path, 'package.json'), JSON.stringify({ author }));
    return spawnSync(process.execPath, [PUBLISHABLE], { cwd: path, encoding: 'utf8' });
  };
  expect(publish('Somebody <somebody@example.org>').status).toBe(0);
  const { status, stderr } = publish('Nobody <nobody@example.invalid>');
  expect(status).toBe(1);
  expect(stderr).toContain('npm pkg set --workspaces');
});

it('the packed check finds nothing wrong in the packed client, over TLS', TIMEOUT, async () => {
  const ports = ['--ws-ports', '0', '--http-ports', '0'];
  const child = run(client.manifest, '--secure', '--state-folder', join(scratch.path, 'state'), ...ports);
  const file = await lineOf(child, /^pairing file: (.*)$/);
  const { out, code } = await endOf(run(check.manifest, '--pairing', file, '--commands', '--json'));
  expect(JSON.parse(out).counts).toEqual({ right: 25, wrong: 0, warning: 0, 'not-tried': 3 });
  expect(code).toBe(0);
});

it('the example of the README compiles, and the check finds nothing wrong in it', TIMEOUT, async () => {
  const readme = readFileSync(join(client.folder, 'README.md'), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  expect(example).toContain('createClient({');
  const source = join(scratch.path, 'example.mts');
  writeFileSync(source, example.replace('createClient({', 'createClient({ wsPorts: [0], httpPorts: [0],'));
  const tsc = join(PROJECT_ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--types', 'node'];
  link('@types/node');
  execFileSync(process.execPath, [tsc, ...options, source], {
    cwd: scratch.path,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const address = await lineOf(start(join(scratch.path, 'example.mjs')), /^listening on (.*)$/);
  const { out } = await endOf(run(check.manifest, address, '--commands', '--json'));
  const { counts, points } = JSON.parse(out);
  expect(counts).toMatchObject({ wrong: 0, warning: 0 });
  expect(points).toContainEqual(expect.objectContaining({ id: 'commands', found: 'set_monitoring, set_volume' }));
});

it('the check brings the schema and the page that its findings point to', () => {
  const schema = 'protocol.schema.json';
  const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
  expect(read(check.folder, schema)).toBe(read(join(PROJECT_ROOT, 'packages/check-client'), schema));
  expect(check.manifest.exports).toEqual({ [`./${schema}`]: `./${schema}` });
  expect(read(check.folder, 'docs/protocol.md')).toBe(read(PROJECT_ROOT, 'docs/protocol.md'));
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: unknown;
  readonly repository: { readonly directory: string };
  readonly dependencies: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Packs a package, and unpacks it into node_modules of the scratch folder, with links to its dependencies. */
function install(name: string): { readonly folder: string; readonly manifest: Manifest } {
  const folder = join(scratch.path, 'node_modules', '@asystent-overlay', name);
  mkdirSync(folder, { recursive: true });
  leaveStaleFile(name);
  const options = ['--ignore-scripts=false', '--silent', '--pack-destination', scratch.path];
  const tarball = execFileSync('npm', ['pack', '--workspace', `packages/${name}`, ...options], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32', // npm is a .cmd file there.
  }).trim();
  execFileSync('tar', [
    '-xzf',
    join(scratch.path, tarball.split('\n').at(-1) ?? ''),
    '-C',
    folder,
    '--strip-components',
    '1',
  ]);
  const manifest = manifestOf(folder);
  for (const dependency of Object.keys(manifest.dependencies)) link(dependency);
  return { folder, manifest };
}

/** Like a file whose source was renamed since the last time. */
function leaveStaleFile(name: string): void {
  const dist = join(PROJECT_ROOT, 'packages', name, 'dist');
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'stale.js'), '');
}

function link(dependency: string): void {
  const path = join(scratch.path, 'node_modules', dependency);
  mkdirSync(dirname(path), { recursive: true });
  try {
    symlinkSync(join(PROJECT_ROOT, 'node_modules', dependency), path, 'junction');
  } catch (error) {
    // Another package needs it as well.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** Runs the command of an installed package. */
function run({ name, bin }: Manifest, ...args: readonly string[]): ChildProcess {
  const [file = ''] = Object.values(bin);
  return start(join(scratch.path, 'node_modules', name, file), ...args);
}

function start(file: string, ...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Return the first group of the first line that matches. */
async function lineOf({ stdout }: ChildProcess, pattern: RegExp): Promise<string> {
  if (stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: stdout })) {
    const [, found] = pattern.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`it ended without a line like ${pattern}`);
}

async function endOf(child: ChildProcess): Promise<{ readonly out: string; readonly code: number | null }> {
  let out = '';
  child.stdout?.on('data', (data) => {
    out += String(data);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ out, code })));
}
