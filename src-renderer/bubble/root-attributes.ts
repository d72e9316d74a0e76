import { controlButtons } from '../../src-shared/offers.ts';
import type { OverlayState, Phase, Silhouette, Transport } from '../../src-shared/overlay-state.ts';
import { type Face, faceOf } from './face.ts';

/** Everything the stylesheets select by, on the page's root. */
export interface RootAttributes {
  readonly phase: Phase;
  /** The painted face. A bubble that leaves the screen keeps its last one. */
  readonly shown: Face;
  /** The previous face, until its fade begins. */
  readonly leaves: Face | null;
  readonly visible: boolean;
  /** The bubble, or another form of it, has just appeared: no face fades in what nobody has seen. */
  readonly enters: boolean;
  readonly transport: Transport;
  readonly form: Silhouette['form'];
  /** The pill's width at scale 1. */
  readonly widthPx: number;
  /** The number of buttons beside the words. */
  readonly buttons: number;
}

/** Return the attributes for `state`, given the current ones. Pure. */
export function nextAttributes(previous: RootAttributes | null, state: OverlayState): RootAttributes {
  const { phase, visible, transport, silhouette } = state;
  const shown = previous === null || visible ? faceOf(state) : previous.shown;
  const enters = visible && (previous?.visible !== true || previous.form !== silhouette.form);
  return {
    phase,
    shown,
    leaves: previous === null || enters ? null : leavingFace(previous, shown),
    visible,
    enters,
    transport,
    ...silhouette,
    buttons: controlButtons(state.commands).length,
  };
}

function leavingFace(previous: RootAttributes, shown: Face): Face | null {
  return shown === previous.shown ? previous.leaves : previous.shown;
}

/** Return the same attributes once the previous face begins to fade. Pure. */
export function withFade(attributes: RootAttributes): RootAttributes {
  return { ...attributes, leaves: null };
}

/**
 * Write the attributes to the page's root: the faces as classes (phases.css explains this), the rest as `data-`
 * attributes. Equal values are not written again, because Chromium treats that as a change.
 */
export function applyAttributes(
  root: Pick<HTMLElement, 'className' | 'dataset'> & {
    readonly style: Pick<CSSStyleDeclaration, 'getPropertyValue' | 'setProperty'>;
  },
  { shown, leaves, widthPx, ...attributes }: RootAttributes,
): void {
  const className = `bubble shows-${shown}${leaves === null ? '' : ` leaves-${leaves}`}`;
  if (root.className !== className) root.className = className;
  const width = `${widthPx}px`;
  if (root.style.getPropertyValue('--shown-width') !== width) root.style.setProperty('--shown-width', width);
  for (const [name, value] of Object.entries(attributes)) {
    if (root.dataset[name] !== String(value)) root.dataset[name] = String(value);
  }
}
