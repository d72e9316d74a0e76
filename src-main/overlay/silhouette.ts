import {
  BUTTON_SLOT,
  HANDLE_WIDTH,
  PILL_END_PADDING,
  PILL_HEIGHT,
  PILL_WIDTH,
  PILL_WIDTH_STEP,
} from '../../src-shared/geometry.ts';
import { labelPx, smallPx } from '../../src-shared/letters.ts';
import { controlButtons } from '../../src-shared/offers.ts';
import { type OverlayState, PHASES, type Silhouette } from '../../src-shared/overlay-state.ts';
import { isTurn } from '../../src-shared/phase-kinds.ts';
import type { Settings } from '../../src-shared/settings.ts';
import { translator } from '../../src-shared/strings.ts';

/** All of the bubble's place. */
export const WHOLE_PILL: Silhouette = { form: 'pill', widthPx: PILL_WIDTH };

/** Around the words: the orb, and the gap before the handle. */
const ORB_PX = PILL_HEIGHT + 2;
const GAP_PX = 4;

/** The inputs of the silhouette besides the state. */
export interface SilhouetteContext {
  readonly form: Settings['appearance']['form'];
  /** The panel is open, next to the buttons of its bubble. It is as wide as the pill at its widest, and they are flush. */
  readonly hasPanel: boolean;
}

type Shown = Pick<OverlayState, 'visible' | 'phase' | 'silhouette'>;

/**
 * Return the bubble's silhouette. The pill has one width for all phases of a language, and its whole width for anything that is not
 * known beforehand and beside the panel; within a turn it grows, and shrinks only afterwards. A bubble that leaves keeps it. Pure.
 * @param before the state drawn before.
 */
export function silhouetteAfter(before: Shown, state: OverlayState, context: SilhouetteContext): Silhouette {
  const { form, hasPanel } = context;
  if (!state.visible) return before.silhouette;
  const widthPx = hasPanel ? PILL_WIDTH : widthOf(state);
  const isAlone = form === 'compact' && !hasPanel && !isGrown(state);
  const last = before.visible ? before.silhouette : null;
  if (last === null) return { form: isAlone ? 'orb' : 'pill', widthPx };
  // The pill fades out as it is.
  if (isAlone) return { form: 'orb', widthPx: last.widthPx };
  const staysWide = last.form === 'pill' && isTurn(before.phase) && isTurn(state.phase);
  return { form: 'pill', widthPx: staysWide ? Math.max(widthPx, last.widthPx) : widthPx };
}

/** Whether there is something that the orb alone can't say. */
function isGrown({ phase, notice, detail, answer, wholeLine }: OverlayState): boolean {
  if (phase === 'error' || notice !== null || answer !== null || wholeLine !== null) return true;
  switch (detail?.kind) {
    case 'notice':
    case 'command-failed':
    case 'command-rejected':
    case 'denied':
      return true;
    default:
      return false;
  }
}

function widthOf(state: OverlayState): number {
  const { detail, notice, heard, answer, wholeLine } = state;
  const isStanding = [detail, notice, heard, answer, wholeLine].every((part) => part === null);
  if (!isStanding) return PILL_WIDTH;
  const endPx = PILL_END_PADDING + slotsOf(state) * BUTTON_SLOT + HANDLE_WIDTH;
  const spare = PILL_WIDTH - (ORB_PX + wordsPx(state) + GAP_PX + endPx);
  return PILL_WIDTH - Math.max(0, Math.floor(spare / PILL_WIDTH_STEP)) * PILL_WIDTH_STEP;
}

/** The buttons, with one that stops the voice, which comes and goes. */
function slotsOf({ commands }: OverlayState): number {
  const hasItsSlot = commands.stop_tts !== null || commands.start_listening !== null;
  return controlButtons(commands).length + (hasItsSlot ? 0 : 1);
}

/** The width of the longest label, and of the names that stand below all of them. */
function wordsPx({ language, profile, clientName }: OverlayState): number {
  const translate = translator(language);
  const names = [profile, clientName].filter((name) => name !== null).join(' · ');
  return Math.max(smallPx(names), ...PHASES.map((phase) => labelPx(translate(`phase.${phase}`))));
}
