import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesAreInstalled } from '../../../scripts/install/packages.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packages-test-'));
  put('package-lock.json', 1_000);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('packages', () => {
  it('are not installed in a bare clone', () => {
    expect(packagesAreInstalled(root)).toBe(false);
  });

  it('are not installed while npm has not finished', () => {
    mkdirSync(join(root, 'node_modules/react'), { recursive: true });
    expect(packagesAreInstalled(root)).toBe(false);
  });

  it('are installed when npm’s record is newer than the lockfile', () => {
    put('node_modules/.package-lock.json', 1_001);
    expect(packagesAreInstalled(root)).toBe(true);
  });

  it('are out of date when the lockfile has changed since', () => {
    put('node_modules/.package-lock.json', 999);
    expect(packagesAreInstalled(root)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('the installation', () => {
  const lock = () => join(root, 'out/packages.lock');

  /** Install as a command does, with an npm that writes a line at its begin and at its end. */
  function install() {
    const folder = join(root, 'bin');
    mkdirSync(folder, { recursive: true });
    const log = join(root, 'npm.log');
    const record = join(root, 'node_modules/.package-lock.json');
    const npm = `echo begin >> ${log}; sleep 0.3; mkdir -p ${root}/node_modules; touch ${record}; echo end >> ${log}`;
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    const module = join(import.meta.dirname, '../../../scripts/install/packages.mjs');
    const script = `import(${JSON.stringify(module)}).then(({ installPackages }) => installPackages(${JSON.stringify(root)}))`;
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` };
    return promisify(execFile)(process.execPath, ['-e', script], { env });
  }
  const runs = () => readFileSync(join(root, 'npm.log'), 'utf8');

  it('is done once when several commands begin in a bare clone', async () => {
    await Promise.all([install(), install(), install()]);
    expect(runs()).toBe('begin\nend\n');
    expect(existsSync(lock())).toBe(false);
  });

  it('is done after a command has been killed in it', async () => {
    const ended = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    mkdirSync(join(root, 'out'));
    writeFileSync(lock(), ended);
    await install();
    expect(runs()).toBe('begin\nend\n');
  });
});

function put(name: string, timeSeconds: number): void {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '{}');
  utimesSync(path, timeSeconds, timeSeconds);
}
