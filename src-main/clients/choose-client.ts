import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { isAbsent, isTurn } from '../../src-shared/phase-kinds.ts';

/** A client to choose among. */
export interface Candidate {
  readonly id: string;
  readonly state: Pick<OverlayState, 'phase' | 'visible'>;
  /** Whether there is something to show, regardless of the user's preferences. */
  readonly hasNews: boolean;
}

/** The order in which clients are shown: the lowest number first. */
const URGENCY = { turn: 0, news: 1, lost: 2, picked: 6, ready: 7, paused: 8, absent: 9 } as const;

/** Added for a client that the user has hidden: after all that are visible, before all that are quiet. */
const HIDDEN = 3;

/**
 * Return the client to show: one in a turn, else one with something else to show, such as an error or a lingering answer,
 * else one whose connection was just lost. Of equals the current one stays, so that they don't alternate. While all are
 * quiet: the one that the user picked, else the first that is ready, then paused, then absent. Pure.
 * @param candidates in the order of the settings.
 * @param currentId the client shown now; null at the start.
 * @param pickedId the client that the user picked; null: none.
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
  // Nobody misses a client that was never there. A turn without a word for too long is no news.
  if (phase === 'connecting' || !hasNews) return null;
  if (isTurn(phase)) return 'turn';
  return phase === 'offline' ? 'lost' : 'news';
}
