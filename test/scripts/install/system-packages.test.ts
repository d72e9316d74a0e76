import { describe, expect, it, vi } from 'vitest';
import {
  type AptEnd,
  aptProgress,
  missingPackages,
  namesOfThisRelease,
  runUnlocked,
  type System,
  type SystemNeeds,
} from '../../../scripts/install/system-packages.ts';

const complete: System = {
  hasProgram: () => true,
  missingLibraries: () => [],
  hasPython: () => true,
  hasPythonWindows: () => true,
};
const needs: SystemNeeds = {
  electron: 'electron',
  virtualDesktop: true,
  desktops: [],
  examples: true,
  packaging: false,
};

describe('missing packages', () => {
  it('are none where everything is there', () => {
    expect(missingPackages(needs, complete)).toEqual([]);
  });

  it('are Electron’s libraries when the linker misses one of them', () => {
    const system = { ...complete, missingLibraries: () => ['libgtk-3.so.0'] };
    expect(missingPackages({ ...needs, virtualDesktop: false }, system)).toContain('libgtk-3-0');
  });

  it('name a package once that brings several missing programs', () => {
    const system: System = { ...complete, hasProgram: (name) => !['xev', 'xprop', 'Xvfb'].includes(name) };
    expect(missingPackages(needs, system)).toEqual(['xvfb', 'x11-utils']);
  });

  it('are the window managers that the virtual desktop can have', () => {
    const system: System = { ...complete, hasProgram: (name) => !['openbox', 'xfwm4', 'metacity'].includes(name) };
    expect(missingPackages(needs, system)).toEqual(['openbox', 'xfwm4', 'metacity']);
  });

  it('leave out the virtual desktop’s programs where there is a display', () => {
    const system: System = { ...complete, hasProgram: () => false };
    expect(missingPackages({ ...needs, virtualDesktop: false }, system)).toEqual([]);
  });

  it('are the desktops that must start, with what handles them', () => {
    const system: System = {
      ...complete,
      hasProgram: (name) => !['marco', 'sway', 'wmctrl'].includes(name),
      hasPythonWindows: () => false,
    };
    expect(missingPackages({ ...needs, desktops: ['marco', 'sway'] }, system)).toEqual([
      ...['wmctrl', 'python3-gi', 'gir1.2-gtk-3.0'],
      ...['marco', 'mate-settings-daemon-common', 'sway', 'grim'],
    ]);
    expect(missingPackages(needs, system)).toEqual([]);
  });

  it('are what makes packages and installs them, where that is asked for', () => {
    const system: System = { ...complete, hasProgram: (name) => !['lintian', 'debootstrap'].includes(name) };
    expect(missingPackages({ ...needs, packaging: true }, system)).toEqual(['lintian', 'debootstrap']);
    expect(missingPackages(needs, system)).toEqual([]);
  });

  it('are Python’s websockets where the examples must run and no Python has them', () => {
    const system: System = { ...complete, hasPython: () => false };
    expect(missingPackages(needs, system)).toEqual(['python3-websockets']);
    expect(missingPackages({ ...needs, examples: false }, system)).toEqual([]);
  });
});

describe('package names', () => {
  it('get the ending t64 only where this release’s apt knows them by it', () => {
    const policy = 'libgtk-3-0t64:\n  Installed: (none)\n  Candidate: 3.24.49-3\nlibasound2t64:\n  Installed: (none)\n';
    expect(namesOfThisRelease(['libgtk-3-0', 'libasound2', 'libnss3'], policy)).toEqual([
      'libgtk-3-0t64',
      'libasound2t64',
      'libnss3',
    ]);
  });

  it('stay as they are on an older release', () => {
    expect(namesOfThisRelease(['libgtk-3-0'], '')).toEqual(['libgtk-3-0']);
  });
});

describe('apt’s progress', () => {
  it.each([
    ['dlstatus:1:47.6923:Retrieving file 12 of 70', 'downloading: 40 %'],
    ['pmstatus:libgtk-3-0:83.3:Unpacking libgtk-3-0 (amd64)', 'installing: 80 %'],
    ['pmstatus:libgtk-3-0:amd64:83.3:Unpacking libgtk-3-0 (amd64)', 'installing: 80 %'],
    ['pmstatus:dpkg-exec:0:Running dpkg', 'installing: 0 %'],
  ])('%s', (line, progress) => {
    expect(aptProgress(line)).toBe(progress);
  });

  it('is none in any other line', () => {
    expect(aptProgress('pmerror:libgtk-3-0:50:trouble')).toBeNull();
  });
});

const DONE: AptEnd = { code: 0, output: '' };

/** Runs apt-get, which ends in these ways, the last one for ever. */
async function run(...ends: readonly AptEnd[]) {
  const said: string[] = [];
  let runs = 0;
  let waitedMs = 0;
  const end = async () => ends[Math.min(runs++, ends.length - 1)] ?? DONE;
  const wait = vi.fn(async (ms: number) => {
    waitedMs += ms;
  });
  const error = await runUnlocked(end, (line) => said.push(line), wait).catch((thrown: unknown) => String(thrown));
  return { said, error, runs, waitedMs };
}

describe('apt', () => {
  it('runs once when nothing is in its way', async () => {
    expect(await run(DONE)).toEqual({ said: [], error: undefined, runs: 1, waitedMs: 0 });
  });

  it.each([
    'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 12 (apt-get)',
    'Reading package lists...\nE: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 12 (dpkg)',
    'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
  ])('waits for another program, and says so once: %s', async (output) => {
    const locked = { code: 100, output };
    expect(await run(locked, locked, DONE)).toEqual({
      said: ['  another program is using apt; waiting for up to 120 s'],
      error: undefined,
      runs: 3,
      waitedMs: 4_000,
    });
  });

  it('does not wait for ever, and says what to do', async () => {
    const output = 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 12 (apt-get)';
    const { error, waitedMs } = await run({ code: 100, output });
    expect(error).toMatch(
      /Another program has been using apt for 120 s. Try again when it has finished:\nE: Could not get lock/,
    );
    expect(waitedMs).toBe(120_000);
  });

  it.each([
    'E: Unable to locate package nosuch',
    // A file system that is read-only, or a container that keeps root from it: waiting would not help.
    'E: Could not open lock file /var/lib/apt/lists/lock - open (30: Read-only file system)\nE: Unable to lock directory /var/lib/apt/lists/',
  ])('fails at once for another reason: %s', async (output) => {
    const { error, runs } = await run({ code: 100, output });
    expect(error).toBe(`Error: apt-get failed:\n${output}`);
    expect(runs).toBe(1);
  });
});
