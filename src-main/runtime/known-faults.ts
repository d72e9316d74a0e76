import type { RuntimeFault } from '../../src-shared/diagnostics-contract.ts';

/** A fault of Electron on Linux that a user would blame on the overlay. */
export interface KnownFault {
  /** Names its effect, for which the catalogue has a sentence. */
  readonly name: RuntimeFault;
  /** The first version that has it, and the first one after that without it; null: none yet. */
  readonly since: string;
  readonly until: string | null;
  readonly source: string;
  /** The overlay's remedy; null: nothing helps. */
  readonly remedy: string | null;
}

export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    name: 'tray-icon-on-three',
    since: '43.3.0',
    until: '43.5.0',
    source: 'https://github.com/electron/electron/issues/52674',
    remedy: null,
  },
  {
    name: 'tray-icon-on-gnome',
    since: '44.0.0',
    until: '44.1.0',
    source: 'https://github.com/electron/electron/issues/53213',
    remedy: null,
  },
  {
    name: 'input-shape',
    since: '43.2.0',
    until: null,
    source: 'https://github.com/electron/electron/issues/52456',
    remedy: 'window-guard.ts puts it back',
  },
];

/**
 * Return the faults of a version of Electron, such as `43.4.1`, or of any version in a range.
 * @param last the end of the range, which it includes.
 */
export function faultsOf(version: string, last = version): readonly KnownFault[] {
  return KNOWN_FAULTS.filter(
    ({ since, until }) => compare(last, since) >= 0 && (until === null || compare(version, until) < 0),
  );
}

/** Compare two versions by their numbers; a suffix after a hyphen does not count. */
function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => (version.split('-')[0] ?? '').split('.').map(Number));
  return [0, 1, 2].map((part) => (a?.[part] ?? 0) - (b?.[part] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
