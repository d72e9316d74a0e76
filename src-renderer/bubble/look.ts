import type { OverlayState, Phase, Transport } from '../../src-preload/contract.ts';
import { controlButtons } from '../../src-preload/offers.ts';

/** What the stylesheets go by: how the bubble looks but for its words. */
export interface Look {
  readonly phase: Phase;
  /** The phase that is painted: a bubble that leaves goes with the one that it had. */
  readonly shown: Phase;
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
  return {
    phase,
    shown: previous === null || visible ? phase : previous.shown,
    visible,
    enters: visible && previous?.visible !== true,
    transport,
    buttons: controlButtons(state).length,
  };
}

/**
 * Writes a look to the page's root, where the stylesheets find it: the phase that is painted as a class (bubble.css says
 * why), the rest as `data-` attributes. What is the same already is left alone, because writing it would be a change.
 */
export function applyLook(root: Pick<HTMLElement, 'className' | 'dataset'>, { shown, ...attributes }: Look): void {
  const className = `bubble shows-${shown}`;
  if (root.className !== className) root.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (root.dataset[name] !== String(value)) root.dataset[name] = String(value);
  }
}
