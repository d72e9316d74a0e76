import { failureOf } from './command-failure.ts';
import type { OverlayState } from './overlay-state.ts';

/** The delivery of a typed text: handed to main, or on its way to the client; null: neither. */
export type TextDelivery = 'given' | 'under-way' | null;

/** Return the delivery after a state. Main always reports `under-way` before the outcome. Pure. */
export function nextDelivery(before: TextDelivery, { assistant, commands }: OverlayState): TextDelivery {
  if (before === null || assistant === null) return null;
  if (commands.send_text === 'pending') return 'under-way';
  return before === 'given' ? 'given' : null;
}

/** Whether `state` shows that the client has accepted the text. Pure. */
export function isTaken(before: TextDelivery, state: OverlayState): boolean {
  const hasArrived = before === 'under-way' && state.assistant !== null && nextDelivery(before, state) === null;
  return hasArrived && failureOf(state.detail)?.command !== 'send_text';
}
