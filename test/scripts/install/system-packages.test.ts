import { describe, expect, it } from 'vitest';
import {
  aptProgress,
  missingPackages,
  namesOfThisRelease,
  type System,
  type SystemNeeds,
} from '../../../scripts/install/system-packages.ts';

const complete: System = { hasProgram: () => true, missingLibraries: () => [], hasPython: () => true };
const needs: SystemNeeds = { electron: 'electron', virtualDesktop: true, examples: true };

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
