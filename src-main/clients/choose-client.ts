import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { isAbsent, isTurn } from '../overlay/phase.ts';

/** What the choice knows of a client. */
export interface Candidate {
  readonly id: string;
  readonly state: Pick<OverlayState, 'phase' | 'visible'>;
  /** Whether it has something to show now, whatever the user wants to see. */
  readonly hasNews: boolean;
}

/** How urgently a client is to be shown; a lower number comes first. */
const URGENCY = { turn: 0, news: 1, lost: 2, picked: 6, ready: 7, paused: 8, absent: 9 } as const;

/** What the user has hidden comes after everything that can be seen, and before what is quiet. */
const HIDDEN = 3;

/**
 * Whose state is shown: first a turn, then whoever else has something to show, such as an error or an answer that is
 * held up, then whoever has just been lost; of equals the one that is shown already, so that it does not flap. While all
 * are quiet: the one that the user picked, else the first that is ready, paused, or not there. Pure.
 * @param candidates in the order of the settings.
 * @param currentId whose state is shown now; null at the start.
 * @param pickedId whom the user picked; null for nobody.
 * @returns the candidate's id.
 */
export function chooseClient<C extends Candidate>(
  candidates: readonly [C, ...C[]],
  currentId: string | null,
  pickedId: string | null,
): C {
  let [best] = candidates;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const urgency = urgencyOf(candidate, pickedId);
    const staysShown = urgency === least && urgency < URGENCY.picked && candidate.id === currentId;
    if (urgency < least || staysShown) best = candidate;
    least = Math.min(urgency, least);
  }
  return best;
}

function urgencyOf({ id, state, hasNews }: Candidate, pickedId: string | null): number {
  const { phase, visible } = state;
  const news = newsOf(phase, hasNews);
  if (news !== null) return URGENCY[news] + (visible ? 0 : HIDDEN);
  if (isAbsent(phase)) return URGENCY.absent;
  if (id === pickedId) return URGENCY.picked;
  return phase === 'paused' ? URGENCY.paused : URGENCY.ready;
}

function newsOf(phase: Phase, hasNews: boolean): 'turn' | 'news' | 'lost' | null {
  // A turn that has stood for too long is no news, and a client that was never there not missed while another one is.
  if (phase === 'connecting' || !hasNews) return null;
  if (isTurn(phase)) return 'turn';
  return phase === 'offline' ? 'lost' : 'news';
}
