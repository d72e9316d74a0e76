import { lettersOf } from '../../src-shared/letters.ts';

const ELLIPSIS = '…';

/**
 * Shorten a line to a width by cutting it in the middle: the beginning says what a question is about, and the end often holds
 * its subject. Pure.
 * @param room the width in small letters.
 */
export function cutInMiddle(line: string, room: number): string {
  if (lettersOf(line) <= room) return line;
  const letters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  const half = (room - ELLIPSIS.length) / 2;
  const start = fittingFrom(letters, half);
  const end = fittingFrom(letters.toReversed(), half).toReversed();
  return `${start.join('').trimEnd()}${ELLIPSIS}${end.join('').trimStart()}`;
}

/** Return the first of the letters that fit. */
function fittingFrom(letters: readonly string[], room: number): readonly string[] {
  const fitting: string[] = [];
  let width = 0;
  for (const letter of letters) {
    width += lettersOf(letter);
    if (width > room) break;
    fitting.push(letter);
  }
  return fitting;
}
