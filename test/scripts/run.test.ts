import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';

const RUN = join(PROJECT_ROOT, 'scripts/run.cjs');

const scratch = makeScratchFolder('run');
afterAll(scratch.remove);

/** Begins a command on a Node that says it is another version. */
function runOn(version: string) {
  const preload = join(scratch.path, 'version.cjs');
  writeFileSync(
    preload,
    `Object.defineProperty(process, 'version', { value: 'v${version}' });
     Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return spawnSync(process.execPath, ['--require', preload, RUN, 'demo', '--help'], { encoding: 'utf8' });
}

it.each(['12.22.12', '18.20.4', '20.10.0'])('Node %s is told to be too old, and how to get another', (version) => {
  const { stdout, stderr, status } = runOn(version);
  expect(stderr).toMatch(
    new RegExp(`^Node 20\\.11 or newer is needed; this is v${version}\\.\nGet one from https://nodejs.org/`),
  );
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
});

it.each(['20.11.0', '22.1.0', '24.0.0'])('Node %s is new enough', (version) => {
  expect(runOn(version)).toMatchObject({ status: 0, stderr: '' });
});

it('an old Node can read it', async () => {
  const source = readFileSync(RUN, 'utf8');
  const compiled = async (code: string, target: string) => (await transformWithOxc(code, 'run.js', { target })).code;
  // Syntax that is too new is written in another way for an older target.
  expect(await compiled(source, 'es2018')).toBe(await compiled(source, 'esnext'));
  const newer = `${source}\nprocess?.exit();`;
  expect(await compiled(newer, 'es2018')).not.toBe(await compiled(newer, 'esnext'));
  expect(source).not.toMatch(/require\('node:|^import\b.*from/m);
});
