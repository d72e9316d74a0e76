import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { TYPED_TEXTS_MAX, type TypedTexts } from '../../src-shared/panel-contract.ts';
import { isTaken, nextDelivery, type TextDelivery } from '../../src-shared/text-delivery.ts';
import { cleanText } from '../assistants/clean-text.ts';

/** The texts typed into the panel, and the fate of the one sent last. */
export interface Typing {
  readonly typed: TypedTexts;
  readonly delivery: TextDelivery;
}

/** Nothing typed yet. */
export const NOTHING_TYPED: Typing = { typed: { sent: [], draft: '' }, delivery: null };

/** Add a text that is being sent as the newest. It stays the draft until the client has taken it. Pure. */
export function afterSending({ typed }: Typing, text: string): Typing {
  const isRepeated = typed.sent.at(-1) === text;
  const sent = isRepeated ? typed.sent : [...typed.sent, text].slice(-TYPED_TEXTS_MAX);
  return { typed: { ...typed, sent }, delivery: 'given' };
}

/** Follow a published state, even while no panel is open. Text typed after the last one was sent stays a draft. Pure. */
export function afterState({ typed, delivery }: Typing, state: OverlayState): Typing {
  const isSent = isTaken(delivery, state) && cleanText(typed.draft) === typed.sent.at(-1);
  return { typed: isSent ? { ...typed, draft: '' } : typed, delivery: nextDelivery(delivery, state) };
}
