import { describe, expect, it } from 'vitest';
import { findingsOf, SECOND_LOOK_MS, twice, type WindowFacts } from '../../src-main/windows/start-check.ts';
import type { Finding } from '../../src-shared/diagnostics-contract.ts';
import { createFakeClock } from '../fake-clock.ts';

const ABOVE = ['_NET_WM_STATE_ABOVE', '_NET_WM_STATE_STICKY', '_NET_WM_STATE_SKIP_TASKBAR'];
const bubble: WindowFacts = {
  window: 10,
  takesClicks: false,
  hasInput: false,
  types: ['_NET_WM_WINDOW_TYPE_NOTIFICATION'],
  asksManager: false,
  states: [],
};
const controls: WindowFacts = { ...bubble, window: 11, takesClicks: true, hasInput: true };

describe('of the windows of a bubble', () => {
  it.each<[string, WindowFacts, WindowFacts, boolean, readonly string[]]>([
    ['that are as they should be, nothing is found', bubble, controls, false, []],
    [
      'that a window manager manages as it should',
      { ...bubble, asksManager: true, states: ABOVE },
      controls,
      false,
      [],
    ],
    ['that are hidden, and have lost their states', { ...bubble, asksManager: null }, controls, false, []],
    ['whose shape was wiped', { ...bubble, hasInput: true }, controls, false, ['bubble-takes-clicks']],
    ['whose buttons are dead', bubble, { ...controls, hasInput: false }, false, ['buttons-take-no-clicks']],
    ['of another type', bubble, { ...controls, types: ['_NET_WM_WINDOW_TYPE_NORMAL'] }, false, ['no-notification']],
    ['that a window manager manages like others', { ...bubble, asksManager: true }, controls, false, ['not-above']],
    [
      'that are above, but listed',
      { ...bubble, asksManager: true, states: ABOVE.slice(0, 2) },
      controls,
      false,
      ['not-above'],
    ],
    ['that are covered', bubble, controls, true, ['covered']],
    [
      'where nothing holds',
      { ...bubble, hasInput: true, types: [] },
      { ...controls, hasInput: false },
      true,
      ['bubble-takes-clicks', 'buttons-take-no-clicks', 'no-notification', 'covered'],
    ],
  ])('%s', (_, one, other, isCovered, findings) => {
    expect(findingsOf([one, other], isCovered)).toEqual(findings);
  });
});

describe('looked at twice', () => {
  /** @param looks the findings of each look. */
  async function look(...looks: readonly (readonly Finding[])[]) {
    const clock = createFakeClock();
    let count = 0;
    const found = twice(async () => looks[count++] ?? [], clock);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    clock.advance(SECOND_LOOK_MS);
    return { found: await found, count, timers: clock.pending() };
  }

  it('counts only what did not hold either time', async () => {
    const { found, timers } = await look(['covered', 'not-above'], ['no-notification', 'not-above']);
    expect(found).toEqual(['not-above']);
    expect(timers).toBe(0);
  });

  it('is enough once when all holds', async () => {
    expect(await look([], ['covered'])).toEqual({ found: [], count: 1, timers: 0 });
  });
});
