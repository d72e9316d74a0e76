import { expect, it } from 'vitest';
import { groupsOf } from '../../bench/broker/fleet.ts';
import { busiestSecond } from '../../bench/parts/broker-storm.ts';

it.each([
  [1, [1]],
  [100, [50, 50]],
  [1_001, [500, 501]],
  [10_000, [2_500, 2_500, 2_500, 2_500]],
])('%d overlays are spread over processes', (overlays, groups) => {
  expect(groupsOf(overlays)).toEqual(groups);
});

it.each([
  [[], 0],
  [[5], 1],
  [[0, 999, 1_000, 1_998], 3],
  [[3_000, 1, 2, 2_500, 2_600], 3],
])('of the moments %j, %d are in the busiest second', (moments, most) => {
  expect(busiestSecond(moments)).toBe(most);
});
