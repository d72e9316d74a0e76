import { expect, it } from 'vitest';
import { medianOf, verbTable } from './verb-times.ts';

it('the times of verbs are a table, in the order in which they were run first', () => {
  const times = [
    { title: 'status --json', tookMs: 300.4 },
    { title: 'stop', tookMs: 150 },
    { title: 'status --json', tookMs: 100 },
    { title: 'status --json', tookMs: 200 },
  ];
  expect(verbTable(times)).toEqual([
    'verb, ms                 runs   median  longest',
    'status --json               3      200      300',
    'stop                        1      150      150',
    'all                         4      200      300',
  ]);
  expect(medianOf([])).toBeNaN();
});
