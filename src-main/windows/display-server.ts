import type { ServerFacts } from '../../src-shared/diagnostics-contract.ts';
import { createSignal } from '../../src-shared/signal.ts';
import type { Follower } from '../desktop/keep-connected.ts';
import type { XConnection } from '../desktop/x-connection.ts';
import { COMPOSITOR_SELECTION, followSelection } from '../desktop/x-selections.ts';

/**
 * XWayland tells the compositor which part of a window takes the pointer since 24.1 (commit a4ed100c0, "xwayland: Set
 * wl_surface input region"). Before, all of a window takes clicks that are meant for Wayland windows below it.
 */
const FIRST_RELEASE_WITH_INPUT_REGIONS = 12_401_000;
/** The release of the first server with a year for its version; those before count as 1.20. */
const FIRST_RELEASE_BY_YEAR = 12_100_000;

/** The abilities of the X server on which the windows rely. */
export interface DisplayServer {
  readonly follower: Follower<XConnection>;
  /** Return the server's facts; null before it has told them, and where there is none. */
  facts(): ServerFacts | null;
  /** Return whether transparent windows are drawn as such; true before the server has said it. */
  isComposited(): boolean;
  /** Return whether windows let clicks pass where their input shape is empty; true before the server has said it. */
  passesClicks(): boolean;
  /** Call `listener` when one of these changes. */
  onChange(listener: () => void): void;
}

/** @param isXWayland whether an X server is that of a Wayland session. */
export function createDisplayServer(isXWayland: boolean): DisplayServer {
  const change = createSignal();
  let release: number | null = null;
  let isComposited = true;
  const passesClicks = () => !isXWayland || release === null || release >= FIRST_RELEASE_WITH_INPUT_REGIONS;
  const compositor = followSelection(COMPOSITOR_SELECTION, (owner) => {
    // A Wayland session composites, whoever owns the selection.
    const found = owner !== 0 || isXWayland;
    if (found === isComposited) return;
    isComposited = found;
    change.emit();
  });
  return {
    follower: {
      async begin(x) {
        release = x.release;
        if (!passesClicks()) change.emit();
        await compositor.begin(x);
      },
      end: compositor.end,
    },
    facts: () =>
      release === null ? null : { version: versionOf(release), isXWayland, isComposited, passesClicks: passesClicks() },
    isComposited: () => isComposited,
    passesClicks,
    onChange: (listener) => void change.subscribe(listener),
  };
}

/** Return the version that a release of X.Org's servers stands for: 12101007 is 21.1.7, 12013000 is 1.20.13. */
function versionOf(release: number): string {
  const [major, minor, patch] = [
    Math.floor(release / 100_000) % 100,
    Math.floor(release / 1_000) % 100,
    release % 1_000,
  ];
  return release < FIRST_RELEASE_BY_YEAR ? `1.${major}.${minor}` : `${major}.${minor}.${patch}`;
}
