import { CARD_MAX_HEIGHT, HEARD_HEIGHT } from './geometry.ts';

/** A line break takes about as much space as this many characters. */
const LINE_BREAK_CHARACTERS = 30;

/** Font sizes in px, each with the longest text that gets it. Each step fills most of the card. */
const STEPS: readonly { readonly characters: number; readonly sizePx: number }[] = [
  { characters: 90, sizePx: 18 },
  { characters: 240, sizePx: 16 },
  { characters: 400, sizePx: 15 },
];
const SMALLEST_PX = 14;

/** The card's measures in card.css: line height as a factor of the font size, padding around the text in px. */
const LINE_HEIGHT = 1.4;
const PADDING_BLOCK_PX = 16;
const PADDING_INLINE_PX = 20;
/** Padding below the last line of a text that does not fit. */
const PADDING_END_PX = 40;

/**
 * The width of a letter as a factor of the font size. An overestimate: an answer that wrongly seems to fit would leave
 * before its end was visible.
 */
const LETTER_WIDTH = 0.55;

/** Return the font size for an answer in px: the longer the text, the smaller, down to 14. */
export function answerSizePx(text: string): number {
  const breaks = text.split('\n').length - 1;
  const characters = text.length + breaks * LINE_BREAK_CHARACTERS;
  return STEPS.find((step) => characters <= step.characters)?.sizePx ?? SMALLEST_PX;
}

/** Return the height on the card for an answer, in px. @param hasHeard whether the user's words are above it. */
export function answerRoomPx(hasHeard: boolean): number {
  return hasHeard ? CARD_MAX_HEIGHT - HEARD_HEIGHT : CARD_MAX_HEIGHT;
}

/**
 * Estimate the height of an answer on a card of a given width, with padding, in px. The page measures the same.
 * @param roomPx the height that is there for it.
 */
export function answerHeightPx(text: string, sizePx: number, cardWidthPx: number, roomPx: number): number {
  const perLine = Math.floor((cardWidthPx - 2 * PADDING_INLINE_PX) / (sizePx * LETTER_WIDTH));
  const lines = text.split('\n').map(({ length }) => Math.max(1, Math.ceil(length / perLine)));
  const textPx = lines.reduce((sum, count) => sum + count, 0) * sizePx * LINE_HEIGHT;
  const fits = textPx + 2 * PADDING_BLOCK_PX <= roomPx;
  return textPx + PADDING_BLOCK_PX + (fits ? PADDING_BLOCK_PX : PADDING_END_PX);
}
