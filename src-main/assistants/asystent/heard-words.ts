import type { AssistantPhase } from '../assistant.ts';
import type { Memory } from './memory.ts';
import type { Status } from './protocol-status.ts';
import { beginsTurn } from './turn-text.ts';

/** Return the user's words in the current turn; null where unknown. Pure. */
export function heardAfter(memory: Memory, status: Status, phase: AssistantPhase): string | null {
  const heard = status.heard === '' ? null : status.heard;
  // The client numbers its questions: the same words may be asked again.
  if (status.turn !== null || status.heard !== memory.status?.heard) return heard;
  return beginsTurn(memory, phase) ? null : (memory.report?.heard ?? null);
}
