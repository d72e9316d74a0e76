import { expect, it } from 'vitest';
import { parseStruts } from '../../src-main/desktop/struts.ts';

const DESKTOP = { width: 2304, height: 800 };

it.each([
  ['nothing', [], []],
  ['no place', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], []],
  ['a whole edge', [0, 0, 30, 0], [{ side: 'top', x: 0, y: 0, width: 2304, height: 30 }]],
  [
    'a part of each edge',
    [50, 60, 30, 66, 0, 799, 100, 767, 0, 1279, 1280, 2303],
    [
      { side: 'left', x: 0, y: 0, width: 50, height: 800 },
      { side: 'right', x: 2244, y: 100, width: 60, height: 668 },
      { side: 'top', x: 0, y: 0, width: 1280, height: 30 },
      { side: 'bottom', x: 1280, y: 734, width: 1024, height: 66 },
    ],
  ],
  ['a part that ends before it begins', [0, 0, 30, 0, 0, 0, 0, 0, 900, 100, 0, 0], []],
] as const)('a property can ask for %s', (_, values, expected) => {
  expect(parseStruts(values, DESKTOP)).toEqual(expected);
});
