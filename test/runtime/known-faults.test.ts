import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { faultsOf } from '../../src-main/runtime/known-faults.ts';

describe('the known faults of Electron', () => {
  it.each([
    ['33.4.11', 0],
    ['43.1.9', 0],
    ['43.2.0', 1],
    ['43.4.1', 2],
    ['43.5.0', 1],
    ['44.0.0', 2],
    ['44.0.0-beta.6', 2],
    ['44.1.0', 1],
  ])('in version %s are as many as are known', (version, count) => {
    expect(faultsOf(version)).toHaveLength(count);
  });

  it('are none, in the version that packages are built with, that the overlay can do nothing about', () => {
    const { electron } = manifest.devDependencies;
    expect(electron).toMatch(/^\^\d+\.\d+\.\d+$/);
    expect(faultsOf(electron.slice(1)).filter(({ remedy }) => remedy === null)).toEqual([]);
  });
});
