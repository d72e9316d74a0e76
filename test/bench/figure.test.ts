import { expect, it } from 'vitest';
import { judge } from '../../bench/figure.ts';

it('a ratio is one of the medians', () => {
  const verdict = judge({ samples: [1, 2, 30], floor: [1, 2, 2], limit: { kind: 'times-floor', factor: 1.3 } });
  expect(verdict).toMatchObject({ allowed: 2.6, met: true });
});

it('a limit that is just missed is not met', () => {
  expect(judge({ samples: [1.11], floor: [1], limit: { kind: 'over-floor', by: 0.1 } }).met).toBe(false);
  expect(judge({ samples: [61], floor: null, limit: { kind: 'at-most', value: 60 } }).met).toBe(false);
  expect(judge({ samples: [60], floor: null, limit: { kind: 'at-most', value: 60 } }).met).toBe(true);
});

it('a figure that only informs is neither met nor missed', () => {
  expect(judge({ samples: [5], floor: [3], limit: null })).toMatchObject({ allowed: null, met: null });
});

it('a floor that was not measured fails instead of counting as nothing', () => {
  expect(() => judge({ samples: [5], floor: [], limit: { kind: 'over-floor', by: 1 } })).toThrow();
  expect(() => judge({ samples: [5], floor: null, limit: { kind: 'over-floor', by: 1 } })).toThrow('needs a floor');
});
