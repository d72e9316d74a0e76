import { failureOf } from './command-failure.ts';
import type { OverlayState } from './overlay-state.ts';

/** Where a typed text is: given to main, which has told nothing of it yet, or on its way to the client; null: neither. */
export type TextDelivery = 'given' | 'under-way' | null;

/** Where the text is in `state`. Main tells that it is on its way before it tells anything else of it. Pure. */
export function nextDelivery(before: TextDelivery, { assistant, commands }: OverlayState): TextDelivery {
  if (before === null || assistant === null) return null;
  if (commands.send_text === 'pending') return 'under-way';
  return before === 'given' ? 'given' : null;
}

/** Whether `state` says that the client has taken the text. Pure. */
export function isTaken(before: TextDelivery, state: OverlayState): boolean {
  const hasArrived = before === 'under-way' && state.assistant !== null && nextDelivery(before, state) === null;
  return hasArrived && failureOf(state.detail)?.command !== 'send_text';
}
