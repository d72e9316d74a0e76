import { expect, it } from 'vitest';
import { coloursIn, parsePortablePixmap, shareOf } from './picture.ts';

/** Two rows of three pixels, whose red counts up. */
const FILE = Buffer.concat([
  Buffer.from('P6\n3 2\n255\n'),
  Buffer.from([0, 1, 2, 3, 4, 5].flatMap((red) => [red, 10, 20])),
]);

it('reads the pixels of an area, row by row, and none outside the picture', () => {
  const picture = parsePortablePixmap(FILE);
  expect(picture).toMatchObject({ width: 3, height: 2 });
  const reds = coloursIn(picture, { x: 1, y: 0, width: 5, height: 5 }).map(({ red }) => red);
  expect(reds).toEqual([1, 2, 4, 5]);
  expect(coloursIn(picture, { x: 1, y: 1, width: 1, height: 1 })).toEqual([{ red: 4, green: 10, blue: 20 }]);
});

it('counts the part of an area that has a colour', () => {
  const picture = parsePortablePixmap(FILE);
  expect(shareOf(picture, { x: 0, y: 0, width: 3, height: 2 }, ({ red }) => red < 3)).toBe(0.5);
  expect(shareOf(picture, { x: 9, y: 9, width: 3, height: 2 }, () => true)).toBe(0);
});

it('refuses a file of another format', () => {
  expect(() => parsePortablePixmap(Buffer.from('P5\n1 1\n255\n\0'))).toThrow('no binary PPM file');
});
