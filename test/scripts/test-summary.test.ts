import { expect, it } from 'vitest';
import { summarize } from '../../scripts/test-summary.ts';

it('ends with the count', () => {
  const lines = summarize([
    { name: 'a', state: 'passed' },
    { name: 'b', state: 'failed' },
    { name: 'c', state: 'passed' },
  ]);
  expect(lines).toEqual(['2 passed, 1 failed']);
});

it('lists what was skipped, and why', () => {
  const lines = summarize([
    { name: 'a', state: 'skipped', note: 'needs a microphone' },
    { name: 'b', state: 'skipped' },
  ]);
  expect(lines).toEqual(['skipped: a (needs a microphone)', 'skipped: b (no reason given)', '0 passed, 0 failed']);
});

it('names what passed at the second try only', () => {
  const lines = summarize([
    { name: 'a', state: 'passed', isFlaky: true },
    { name: 'b', state: 'passed', isFlaky: false },
  ]);
  expect(lines).toEqual(['passed at the second try: a', '2 passed, 0 failed']);
});
