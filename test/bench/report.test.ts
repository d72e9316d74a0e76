import { expect, it } from 'vitest';
import { jsonReport, number, textReport } from '../../bench/report.ts';
import { REPORT } from './sample-report.ts';

it('programs find a figure by its name, and what could not be measured', () => {
  expect(jsonReport(REPORT)).toMatchObject({
    figures: {
      'memory-ready': { median: 201, min: 199, max: 203, count: 3, unit: 'MB', allowed: 200, met: false },
    },
    notMeasured: { start: 'no screen' },
    transports: [{ transport: 'socket' }, { transport: 'polling-50-ms' }],
  });
});

it('the terminal gets every figure, and what could not be measured', () => {
  const text = textReport(REPORT);
  expect(text).toContain('Memory, ready: 201 MB (199–203, n=3); floor 190 (188–192); at most 200: NOT MET');
  expect(text).toContain('could not be measured: no screen');
  expect(text).toContain('10/min, 1 × socket: 0.10 %');
  expect(text).toContain('no change came through');
});

it('numbers have as many digits as mean something', () => {
  expect([0.123, 12.34, 1_234.5].map(number)).toEqual(['0.12', '12.3', '1,235']);
  expect([0, 5, 60].map(number)).toEqual(['0', '5', '60']);
});
