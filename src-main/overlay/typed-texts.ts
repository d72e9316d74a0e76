import { TYPED_TEXTS_MAX, type TypedTexts } from '../../src-preload/panel-contract.ts';

/** Nothing typed yet. */
export const NOTHING_TYPED: TypedTexts = { sent: [], draft: '' };

/** After a text was given to be sent: it is the newest. It stays the draft until the client has taken it. Pure. */
export function afterSending(typed: TypedTexts, text: string): TypedTexts {
  const isRepeated = typed.sent.at(-1) === text;
  return isRepeated ? typed : { ...typed, sent: [...typed.sent, text].slice(-TYPED_TEXTS_MAX) };
}
