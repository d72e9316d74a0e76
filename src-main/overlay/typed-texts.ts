import { TYPED_TEXTS_MAX, type TypedTexts } from '../../src-preload/panel-contract.ts';

/** Nothing typed yet. */
export const NOTHING_TYPED: TypedTexts = { sent: [], draft: '' };

/** After a text was sent: it is the newest, and what is in the field is no draft any more. Pure. */
export function afterSending(typed: TypedTexts, text: string): TypedTexts {
  const isRepeated = typed.sent.at(-1) === text;
  return { sent: isRepeated ? typed.sent : [...typed.sent, text].slice(-TYPED_TEXTS_MAX), draft: '' };
}
