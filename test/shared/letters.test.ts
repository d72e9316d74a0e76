import { expect, it } from 'vitest';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { cardLinePx, labelPx, lettersOf, pillLetters, pillLinePx, smallPx } from '../../src-shared/letters.ts';

it('counts wide letters for more than one', () => {
  expect(lettersOf('small')).toBe(5);
  expect(lettersOf('BIG')).toBeCloseTo(3.9);
  expect(lettersOf('語')).toBeCloseTo(1.9);
});

it('estimates the width of a line, which is larger for a label', () => {
  expect(smallPx('Kitchen')).toBeGreaterThan(40);
  expect(labelPx('Kitchen')).toBeGreaterThan(smallPx('Kitchen'));
});

it('has more room with fewer buttons, and most on the card', () => {
  const rooms = [cardLinePx(PILL_WIDTH), ...[1, 2, 3].map(pillLinePx)];
  expect(rooms).toEqual(rooms.toSorted((a, b) => b - a));
  expect(cardLinePx(280)).toBeLessThan(cardLinePx(640));
  for (const buttons of [1, 2, 3]) expect(smallPx('a'.repeat(pillLetters(buttons)))).toBeLessThan(pillLinePx(buttons));
});
