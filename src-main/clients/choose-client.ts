import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { isAbsent, isTurn } from '../../src-shared/phase-kinds.ts';
import type { ClientEntry } from './client-list.ts';

/** A client to choose among. */
export interface Candidate {
  readonly id: string;
  /** A guest has come by itself, over the overlay's socket. */
  readonly entry: Pick<ClientEntry, 'kind'>;
  readonly state: Pick<OverlayState, 'phase' | 'visible' | 'needsUser'>;
  /** Whether there is something to show, regardless of the user's preferences. */
  readonly hasNews: boolean;
}

/** The order in which clients are shown: the lowest number first. `guest` listens, speaks or asks; `work` is one that thinks. */
const URGENCY = {
  turn: 0,
  guest: 1,
  news: 2,
  work: 3,
  lost: 4,
  picked: 10,
  ready: 11,
  paused: 12,
  absent: 13,
} as const;

/** Added for a client that the user has hidden: after all that are visible, before all that are quiet. */
const HIDDEN = 5;

/**
 * Return the client to show: one in a turn, a guest after the others; else one with something else to show, such as an error or a
 * lingering answer; else a guest that only works, which may take an hour; else one whose connection was just lost. Of equals
 * the current one stays, so that they don't alternate. While all are quiet: the one that the user picked, else the first that is
 * ready, then paused, then absent. Pure.
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

function urgencyOf(candidate: Candidate, pickedId: string | null): number {
  const { id, state } = candidate;
  const { phase, visible } = state;
  const news = newsOf(candidate);
  if (news !== null) return URGENCY[news] + (visible ? 0 : HIDDEN);
  if (isAbsent(phase)) return URGENCY.absent;
  if (id === pickedId) return URGENCY.picked;
  return phase === 'paused' ? URGENCY.paused : URGENCY.ready;
}

function newsOf({ entry, state, hasNews }: Candidate): 'turn' | 'guest' | 'work' | 'news' | 'lost' | null {
  const { phase, needsUser } = state;
  // Nobody misses a client that was never there. A turn without a word for too long is no news.
  if (phase === 'connecting' || !hasNews) return null;
  if (entry.kind !== 'guest' && isTurn(phase)) return 'turn';
  if (entry.kind === 'guest' && (isTurn(phase) || needsUser)) return phase === 'thinking' ? 'work' : 'guest';
  return phase === 'offline' ? 'lost' : 'news';
}
