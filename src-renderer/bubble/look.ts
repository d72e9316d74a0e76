import { controlButtons } from '../../src-shared/offers.ts';
import type { OverlayState, Phase, Transport } from '../../src-shared/overlay-state.ts';
import { type Face, faceOf } from './face.ts';

/** What the stylesheets go by: how the bubble looks but for its words. */
export interface Look {
  readonly phase: Phase;
  /** What is painted: a bubble that leaves goes with what it had. */
  readonly shown: Face;
  /** What was painted before, while its fade is still to begin. */
  readonly leaves: Face | null;
  readonly visible: boolean;
  /** The bubble has just come: nothing of what it showed before fades. */
  readonly enters: boolean;
  readonly transport: Transport;
  /** How many buttons the words leave room for. */
  readonly buttons: number;
}

/** How the bubble looks in `state`, given how it looks now. Pure. */
export function nextLook(previous: Look | null, state: OverlayState): Look {
  const { phase, visible, transport } = state;
  const shown = previous === null || visible ? faceOf(state) : previous.shown;
  const enters = visible && previous?.visible !== true;
  return {
    phase,
    shown,
    leaves: previous === null || enters ? null : leavingFace(previous, shown),
    visible,
    enters,
    transport,
    buttons: controlButtons(state.commands).length,
  };
}

function leavingFace(previous: Look, shown: Face): Face | null {
  return shown === previous.shown ? previous.leaves : previous.shown;
}

/** The same look when the phase before begins to fade. Pure. */
export function withFade(look: Look): Look {
  return { ...look, leaves: null };
}

/**
 * Writes a look to the page's root, where the stylesheets find it: what is painted as a class (bubble.css says
 * why), the rest as `data-` attributes. What is the same already is left alone, because writing it would be a change.
 */
export function applyLook(
  root: Pick<HTMLElement, 'className' | 'dataset'>,
  { shown, leaves, ...attributes }: Look,
): void {
  const className = `bubble shows-${shown}${leaves === null ? '' : ` leaves-${leaves}`}`;
  if (root.className !== className) root.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (root.dataset[name] !== String(value)) root.dataset[name] = String(value);
  }
}
