import { expect, it } from 'vitest';
import { barChart, lineChart } from '../../bench/chart.ts';

const bar = { label: 'overlay', value: 50, min: 40, max: 60, isFloor: false, allowed: 100 };

it('a bar is as long as its value, and the mark stands where it may end', () => {
  const chart = barChart('Memory', 'MB', [bar, { ...bar, label: 'floor', value: 25, isFloor: true, allowed: null }]);
  const widths = [...chart.matchAll(/<rect class="(\w+)".*? width="([\d.]+)"/g)].map(([, kind, width]) => [
    kind,
    Number(width),
  ]);
  expect(widths).toEqual([
    ['bar', 200],
    ['floor', 100],
  ]);
  expect(chart).toContain('class="allowed" d="M650 ');
});

it('a line goes up by the same step for ten times as much, and lies at the bottom for nothing', () => {
  const chart = lineChart('Delay', 'ms', ['1', '2', '3'], [{ label: 'pushed', values: [1, 10, 100] }]);
  const [, points = ''] = /points="([^"]*)"/.exec(chart) ?? [];
  const [first = 0, second = 0, third = 0] = points.split(' ').map((point) => Number(point.split(',')[1]));
  expect(first - second).toBeCloseTo(second - third);
  expect(lineChart('Delay', 'ms', ['1', '2'], [{ label: 'none', values: [0, 10] }])).not.toContain('NaN');
});

it('a chart without values is still a chart', () => {
  expect(lineChart('Delay', 'ms', ['1'], [{ label: 'none', values: [null] }])).not.toMatch(/NaN|Infinity/);
  expect(barChart('Nothing', 'ms', [{ ...bar, value: 0, min: 0, max: 0, allowed: null }])).not.toMatch(/NaN|Infinity/);
});

it('words can’t become markup', () => {
  expect(barChart('a < b & "c"', 'ms', [bar])).toContain('aria-label="a &lt; b &amp; &quot;c&quot;"');
});

it('has colours for dark pages', () => {
  expect(barChart('Memory', 'MB', [bar])).toContain('@media (prefers-color-scheme: dark)');
});
