import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { TYPED_TEXTS_MAX, type TypedTexts } from '../../src-shared/panel-contract.ts';
import { isTaken, nextDelivery, type TextDelivery } from '../../src-shared/text-delivery.ts';
import { cleanText } from '../assistants/clean-text.ts';

/** What was typed into the panel, and what became of the text that was sent last. */
export interface Typing {
  readonly typed: TypedTexts;
  readonly delivery: TextDelivery;
}

/** Nothing typed yet. */
export const NOTHING_TYPED: Typing = { typed: { sent: [], draft: '' }, delivery: null };

/** After a text was given to be sent: it is the newest. It stays the draft until the client has taken it. Pure. */
export function afterSending({ typed }: Typing, text: string): Typing {
  const isRepeated = typed.sent.at(-1) === text;
  const sent = isRepeated ? typed.sent : [...typed.sent, text].slice(-TYPED_TEXTS_MAX);
  return { typed: { ...typed, sent }, delivery: 'given' };
}

/** After `state` was told, also while no panel is open. What was typed since the text was sent is still a draft. Pure. */
export function afterState({ typed, delivery }: Typing, state: OverlayState): Typing {
  const isSent = isTaken(delivery, state) && cleanText(typed.draft) === typed.sent.at(-1);
  return { typed: isSent ? { ...typed, draft: '' } : typed, delivery: nextDelivery(delivery, state) };
}
