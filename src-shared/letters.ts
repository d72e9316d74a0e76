/** How long lines are, and estimates of how much small type fits on them, for main and the pages. Pure. */

/** The average width of a letter in small type, in px at scale 1. */
const LETTER_WIDTH_PX = 6.8;

/** The same of a label, in wide fonts too. */
const LABEL_LETTER_WIDTH_PX = 9.4;

/**
 * The pill's second line, by the number of buttons, in px at scale 1, where the pill is at its widest. Without a button, the line
 * ends where one would be.
 */
const PILL_LINE_PX: Readonly<Record<number, number>> = { 0: 292, 1: 292, 2: 250, 3: 206 };

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

/** Return the length of the pill's second line, in px at scale 1. */
export function pillLinePx(buttons: number): number {
  return PILL_LINE_PX[buttons] ?? 0;
}

/** Return about how many small letters fit on it. */
export function pillLetters(buttons: number): number {
  return Math.floor(pillLinePx(buttons) / LETTER_WIDTH_PX);
}

/** Return the length of a line of the card. @param cardWidthPx at scale 1, as the result is. */
export function cardLinePx(cardWidthPx: number): number {
  return cardWidthPx - CARD_PADDING_PX;
}
