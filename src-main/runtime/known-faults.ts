/** A fault of Electron on Linux that a user would blame on the overlay. */
export interface KnownFault {
  /** The first version that has it, and the first one after that without it; null: none yet. */
  readonly since: string;
  readonly until: string | null;
  readonly what: string;
  readonly source: string;
  /** What the overlay does about it; null: nothing helps. */
  readonly remedy: string | null;
}

export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    since: '43.3.0',
    until: '43.5.0',
    what: 'no tray icon on GNOME, Cinnamon and Xfce',
    source: 'https://github.com/electron/electron/issues/52674',
    remedy: null,
  },
  {
    since: '44.0.0',
    until: '44.1.0',
    what: 'no tray icon on GNOME',
    source: 'https://github.com/electron/electron/issues/53213',
    remedy: null,
  },
  {
    since: '43.2.0',
    until: null,
    what: 'windows on X11 lose what lets clicks pass',
    source: 'https://github.com/electron/electron/issues/52456',
    remedy: 'window-guard.ts puts it back',
  },
];

/** Return the faults of a version of Electron, such as `43.4.1`. */
export function faultsOf(version: string): readonly KnownFault[] {
  return KNOWN_FAULTS.filter(
    ({ since, until }) => compare(version, since) >= 0 && (until === null || compare(version, until) < 0),
  );
}

/** Compare two versions by their numbers; what follows a hyphen does not count. */
function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => (version.split('-')[0] ?? '').split('.').map(Number));
  return [0, 1, 2].map((part) => (a?.[part] ?? 0) - (b?.[part] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
