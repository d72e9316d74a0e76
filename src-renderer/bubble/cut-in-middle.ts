const ELLIPSIS = '…';

/** Returns the width of a line in small type, in px at scale 1. */
export type WidthOf = (line: string) => number;

/**
 * Shorten a line to a width by cutting it in the middle: the beginning says what a question is about, and the end often holds
 * its subject. Pure.
 * @param roomPx the width at scale 1.
 */
export function cutInMiddle(line: string, roomPx: number, widthOf: WidthOf): string {
  if (widthOf(line) <= roomPx) return line;
  const letters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  const halfPx = (roomPx - widthOf(ELLIPSIS)) / 2;
  const start = fittingFrom(letters, halfPx, widthOf);
  const end = fittingFrom(letters.toReversed(), halfPx, widthOf).toReversed();
  return `${start.join('').trimEnd()}${ELLIPSIS}${end.join('').trimStart()}`;
}

/** Return the first of the letters that fit. */
function fittingFrom(letters: readonly string[], roomPx: number, widthOf: WidthOf): readonly string[] {
  const fitting: string[] = [];
  let widthPx = 0;
  for (const letter of letters) {
    widthPx += widthOf(letter);
    if (widthPx > roomPx) break;
    fitting.push(letter);
  }
  return fitting;
}
