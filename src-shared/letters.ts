/** Estimates of how much small type fits on a line, for main and the pages. Pure. */

/** The average width of a letter in small type, in px at scale 1. */
const LETTER_WIDTH_PX = 6.8;

/** The same of a label, in wide fonts too. */
const LABEL_LETTER_WIDTH_PX = 9.4;

/**
 * Small letters that fit on the pill's second line, by the number of buttons: 292, 250 or 206 px. Without a button, the line
 * ends where one would be.
 */
const PILL_LETTERS: Readonly<Record<number, number>> = { 0: 42, 1: 42, 2: 36, 3: 30 };

/** The padding at both ends of a line on the card, in px. */
const CARD_PADDING_PX = 40;

/** The extra width, in small letters, of a capital, and of an East Asian character or emoji. */
const CAPITAL_EXTRA = 0.3;
const WIDE_EXTRA = 0.9;
const CAPITAL = /\p{Lu}/gu;
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/gu;

/** Return the width of a line, in small letters. */
export function lettersOf(line: string): number {
  const count = (kind: RegExp) => line.match(kind)?.length ?? 0;
  return [...line].length + CAPITAL_EXTRA * count(CAPITAL) + WIDE_EXTRA * count(WIDE);
}

/** Return the estimated width of a label, in px at scale 1. */
export function labelPx(label: string): number {
  return lettersOf(label) * LABEL_LETTER_WIDTH_PX;
}

/** Return the estimated width of a line in small type, in px at scale 1. */
export function smallPx(line: string): number {
  return lettersOf(line) * LETTER_WIDTH_PX;
}

/** Return how many small letters fit on the pill's second line. */
export function pillLetters(buttons: number): number {
  return PILL_LETTERS[buttons] ?? 0;
}

/** Return how many small letters fit on a line of the card. @param cardWidthPx at scale 1. */
export function cardLetters(cardWidthPx: number): number {
  return Math.floor((cardWidthPx - CARD_PADDING_PX) / LETTER_WIDTH_PX);
}
