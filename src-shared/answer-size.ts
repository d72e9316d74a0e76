import { CARD_MAX_HEIGHT } from './geometry.ts';

/** A line break takes about as much room as this many characters. */
const LINE_BREAK_CHARACTERS = 30;

/** Up to how many characters which font size is used, in px. Chosen so that each step fills most of the card. */
const STEPS: readonly { readonly characters: number; readonly sizePx: number }[] = [
  { characters: 90, sizePx: 18 },
  { characters: 240, sizePx: 16 },
  { characters: 400, sizePx: 15 },
];
const SMALLEST_PX = 14;

/** Of the card, as bubble.css has it: the line's height in parts of the font size, and the room around the text, in px. */
const LINE_HEIGHT = 1.4;
const PADDING_BLOCK_PX = 16;
const PADDING_INLINE_PX = 20;
/** Below the last line of a text that does not fit. */
const PADDING_END_PX = 40;

/**
 * How wide a letter is in parts of the font size. Rather too much: an answer that seems to fit and does not would go before
 * its end was seen.
 */
const LETTER_WIDTH = 0.55;

/** The font size for an answer, in px: the longer the text, the smaller, down to 14. */
export function answerSizePx(text: string): number {
  const breaks = text.split('\n').length - 1;
  const characters = text.length + breaks * LINE_BREAK_CHARACTERS;
  return STEPS.find((step) => characters <= step.characters)?.sizePx ?? SMALLEST_PX;
}

/** About how high an answer is on a card of a width, with the room around it, in px: what the page measures. */
export function answerHeightPx(text: string, sizePx: number, cardWidthPx: number): number {
  const perLine = Math.floor((cardWidthPx - 2 * PADDING_INLINE_PX) / (sizePx * LETTER_WIDTH));
  const lines = text.split('\n').map(({ length }) => Math.max(1, Math.ceil(length / perLine)));
  const textPx = lines.reduce((sum, count) => sum + count, 0) * sizePx * LINE_HEIGHT;
  const fits = textPx + 2 * PADDING_BLOCK_PX <= CARD_MAX_HEIGHT;
  return textPx + PADDING_BLOCK_PX + (fits ? PADDING_BLOCK_PX : PADDING_END_PX);
}
