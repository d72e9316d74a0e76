import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { swaySocket, watchForSway } from '../../src-main/desktop/sway-socket.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';

const LIVING = process.pid;
/** The process of an earlier sway. */
const ENDED = Number(execFileSync(process.execPath, ['-p', 'process.pid']));

function folder() {
  const scratch = makeScratchFolder('sway');
  onTestFinished(scratch.remove);
  const pathOf = (pid: number) => join(scratch.path, `sway-ipc.1000.${pid}.sock`);
  return {
    path: scratch.path,
    pathOf,
    create(pid: number, ageS = 0) {
      writeFileSync(pathOf(pid), '');
      const atS = Date.now() / 1_000 - ageS;
      utimesSync(pathOf(pid), atS, atS);
      return pathOf(pid);
    },
  };
}

describe.skipIf(process.platform === 'win32')('the socket of sway', () => {
  it('is the one that the session names, whatever its name, and none without a name', () => {
    const { create } = folder();
    expect(swaySocket({ SWAYSOCK: '/run/my.sock' })).toBe('/run/my.sock');
    const named = create(LIVING, 60);
    create(process.ppid);
    expect(swaySocket({ SWAYSOCK: named })).toBe(named);
    expect(swaySocket({ SWAYSOCK: '' })).toBeNull();
    expect(swaySocket({})).toBeNull();
  });

  it('is that of the next sway when the one of the session has ended', () => {
    const { create, pathOf } = folder();
    const left = create(ENDED);
    expect(swaySocket({ SWAYSOCK: left })).toBe(left);
    const next = create(LIVING);
    create(process.ppid, 60);
    expect(swaySocket({ SWAYSOCK: left })).toBe(next);
    rmSync(left);
    expect(swaySocket({ SWAYSOCK: pathOf(ENDED) })).toBe(next);
    const nowhere = `/nowhere/sway-ipc.1000.${ENDED}.sock`;
    expect(swaySocket({ SWAYSOCK: nowhere })).toBe(nowhere);
  });

  it('is awaited: the one of the session, or that of the next sway', async () => {
    const { path, create, pathOf } = folder();
    let told = 0;
    const end = watchForSway({ SWAYSOCK: pathOf(ENDED) }, () => {
      told += 1;
    });
    onTestFinished(end);
    // Told of each change after the other one.
    const changed: (string | null)[] = [];
    const watcher = watch(path, (_, name) => void changed.push(name));
    onTestFinished(() => watcher.close());
    /** Create another file, and wait until everything before it, and itself, has been told. */
    const passed = async (name: string) => {
      writeFileSync(join(path, name), '');
      await until(name, () => changed.includes(name));
    };
    await passed('wayland-1');
    expect(told).toBe(0);
    create(LIVING);
    await passed('first');
    expect(told).toBeGreaterThan(0);
    told = 0;
    rmSync(pathOf(LIVING));
    await passed('second');
    expect(told).toBe(0);
    create(ENDED);
    await passed('third');
    expect(told).toBeGreaterThan(0);
    end();
    told = 0;
    create(LIVING);
    await passed('fourth');
    expect(told).toBe(0);
  });

  it('is not awaited in a folder that is not there, or that goes', () => {
    const { path } = folder();
    const gone = join(path, 'runtime');
    mkdirSync(gone);
    const ends = [gone, '/nowhere'].map((at) => watchForSway({ SWAYSOCK: join(at, 'own.sock') }, () => {}));
    rmSync(gone, { recursive: true });
    for (const end of ends) end();
  });
});
