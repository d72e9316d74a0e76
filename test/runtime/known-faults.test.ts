import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { faultsOf } from '../../src-main/runtime/known-faults.ts';

const namesOf = (...versions: Parameters<typeof faultsOf>) => faultsOf(...versions).map(({ name }) => name);

describe('the known faults of Electron', () => {
  it.each([
    ['33.4.11', []],
    ['43.1.9', []],
    ['43.2.0', ['input-shape']],
    ['43.4.1', ['tray-icon-on-three', 'input-shape']],
    ['43.5.0', ['input-shape']],
    ['44.0.0', ['tray-icon-on-gnome', 'input-shape']],
    ['44.0.0-beta.6', ['tray-icon-on-gnome', 'input-shape']],
    ['44.1.0', ['input-shape']],
  ])('in version %s are those that are known', (version, names) => {
    expect(namesOf(version)).toEqual(names);
  });

  it.each([
    ['42.0.0', '43.1.9', []],
    ['42.0.0', '43.3.0', ['tray-icon-on-three', 'input-shape']],
    ['43.5.0', '44.0.0', ['tray-icon-on-gnome', 'input-shape']],
    ['44.1.0', '44.9.9', ['input-shape']],
  ])('from %s to %s are those of any version in between', (first, last, names) => {
    expect(namesOf(first, last)).toEqual(names);
  });

  it('are none, in any version that packages may be built with, that the overlay can do nothing about', () => {
    const [, first = '', major] = /^\^((\d+)\.\d+\.\d+)$/.exec(manifest.devDependencies.electron) ?? [];
    expect(major).toBeDefined();
    const faults = faultsOf(first, `${major}.${Number.MAX_SAFE_INTEGER}.0`);
    expect(faults.filter(({ remedy }) => remedy === null)).toEqual([]);
  });
});
