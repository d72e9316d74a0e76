import { expect, it } from 'vitest';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { cardLetters, labelPx, lettersOf, pillLetters, smallPx } from '../../src-shared/letters.ts';

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
  const rooms = [cardLetters(PILL_WIDTH), ...[1, 2, 3].map(pillLetters)];
  expect(rooms).toEqual(rooms.toSorted((a, b) => b - a));
  expect(cardLetters(280)).toBeLessThan(cardLetters(640));
});
