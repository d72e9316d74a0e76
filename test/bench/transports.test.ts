import { expect, it } from 'vitest';
import { together } from '../../bench/parts/transports.ts';

it('loads go together as long as there is room, and none is left out', () => {
  const groups = together([{ load: 10 }, { load: 200 }, { load: 1_000 }, { load: 120 }, { load: 0 }], 320);
  expect(groups.map((group) => group.map(({ load }) => load))).toEqual([[1_000], [200, 120, 0], [10]]);
});
