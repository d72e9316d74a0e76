import { expect, test } from 'vitest';
import type { Report } from '../../src-main/assistants/assistant.ts';
import { standsUntilMs } from '../../src-main/assistants/patience.ts';
import { report } from '../overlay/events.ts';

const answer = (length: number) => ({
  turn: 1,
  text: 'x'.repeat(length),
  isGrowing: false,
  mayGoOn: false,
  spokenTo: null,
});

test.each<readonly [string, Partial<Report>, number]>([
  ['listening', { phase: 'listening' }, 120],
  ['thinking', { phase: 'thinking', answer: answer(9_000) }, 120],
  ['speaking', { phase: 'speaking', voice: 'on', answer: answer(9_000) }, 900],
  ['a voice that pauses', { phase: 'speaking', voice: 'off' }, 900],
  ['a short answer without a voice', { phase: 'ready', voice: 'missing', answer: answer(10) }, 120],
  ['a long answer without a voice', { phase: 'speaking', voice: 'missing', answer: answer(3_000) }, 201],
  ['an error', { phase: 'error', isHeldUp: true }, 15],
  ['an overlay that is held up', { isHeldUp: true }, 900],
])('%s stands for a while', (_, changes, standsSeconds) => {
  expect(standsUntilMs(report({ ...changes, changedAtMs: 5_000 }))).toBe(5_000 + standsSeconds * 1_000);
});
