import { describe, expect, it } from 'vitest';
import {
  addView,
  greatestValue,
  HISTORY_MS,
  type History,
  lastValue,
} from '../../../src-renderer/diagnostics/history.ts';
import type { ClientNumbers } from '../../../src-shared/diagnostics-contract.ts';
import { diagnosticsView, numbers } from '../../diagnostics/views.ts';

/** The history after views at these times. */
function historyOf(...steps: readonly (readonly [atMs: number, changes: Partial<ClientNumbers>])[]): History {
  let history: History = new Map();
  let before = null;
  for (const [runningForMs, changes] of steps) {
    const view = diagnosticsView({ runningForMs, clients: [numbers(changes)], processes: [] });
    history = addView(history, view, before);
    before = view;
  }
  return history;
}

const values = (history: History, curve: string) => history.get(curve)?.map(({ value }) => value);

describe('the history', () => {
  it('makes rates of what is counted, by the time that has really passed', () => {
    const history = historyOf(
      [0, { framesIn: 10, bytesIn: 100, bytesOut: 0 }],
      [1_000, { framesIn: 13, bytesIn: 400, bytesOut: 20 }],
      [3_000, { framesIn: 17, bytesIn: 400, bytesOut: 20 }],
    );
    expect(values(history, 'frames:local')).toEqual([null, 3, 2]);
    expect(values(history, 'bytes:local')).toEqual([null, 320, 0]);
  });

  it('has the mean delay of what was painted since the last view, and nothing where nothing was', () => {
    const history = historyOf(
      [0, { paints: 5, paintTotalMs: 50 }],
      [1_000, { paints: 7, paintTotalMs: 80 }],
      [2_000, { paints: 7, paintTotalMs: 80 }],
    );
    expect(values(history, 'paint:local')).toEqual([null, 15, null]);
  });

  it('has the last ping for as long as there is a socket', () => {
    const history = historyOf(
      [0, {}],
      [1_000, { transport: 'socket', pingLastMs: 2 }],
      [2_000, { transport: 'socket', pingLastMs: 2 }],
      [3_000, { transport: 'polling', pingLastMs: 2 }],
    );
    expect(values(history, 'ping:local')).toEqual([null, 2, 2, null]);
  });

  it('goes back ten minutes, and forgets what is not there any more', () => {
    const steps = Array.from({ length: 700 }, (_, second) => [second * 1_000, {}] as const);
    const points = historyOf(...steps).get('frames:local') ?? [];
    expect(points).toHaveLength(HISTORY_MS / 1_000 + 1);
    expect(points[0]?.atMs).toBe(99_000);

    const both = diagnosticsView();
    const one = diagnosticsView({ processes: both.processes.slice(0, 1), clients: [] });
    const history = addView(addView(new Map(), both, null), one, both);
    expect([...history.keys()]).toEqual(['cpu:10', 'memory:10']);
  });

  it('knows its newest and its greatest value', () => {
    const points = [3, 9, null].map((value, index) => ({ atMs: index, value }));
    expect(lastValue(points)).toBeNull();
    expect(lastValue(points.slice(0, 2))).toBe(9);
    expect(greatestValue(points)).toBe(9);
    expect(greatestValue([])).toBeNull();
  });
});
