import { expect, it } from 'vitest';
import { drawnTop, type ScrollPlan } from '../../../src-renderer/bubble/answer-scroll.ts';
import { createScroller } from '../../../src-renderer/bubble/scroller.ts';
import { createFakeClock } from '../../fake-clock.ts';

const GLIDING: ScrollPlan = { fromPx: 10.4, toPx: 60, delayMs: 700, durationMs: 9_000, jumps: null };
const JUMPING: ScrollPlan = { fromPx: 0, toPx: 101, delayMs: 700, durationMs: 9_000, jumps: 3 };

function create() {
  const clock = createFakeClock();
  const drawnPx: number[] = [];
  return { clock, drawnPx, scroller: createScroller(clock, (topPx) => drawnPx.push(topPx)) };
}

it.each([
  ['glides', GLIDING, 51],
  ['jumps', JUMPING, 4],
] as const)(
  'a text that %s is drawn where its plan has it at any time, and only when that changes',
  (_, plan, times) => {
    const { clock, drawnPx, scroller } = create();
    scroller.follow(plan);
    for (let elapsedMs = 1; elapsedMs < 12_000; elapsedMs += 1) {
      clock.advance(1);
      // The last of the drawn ones may be a timer's millisecond late.
      expect([drawnTop(plan, elapsedMs), drawnTop(plan, elapsedMs - 1)]).toContain(drawnPx.at(-1));
    }
    expect(drawnPx.at(-1)).toBe(plan.toPx);
    expect(drawnPx).toHaveLength(times);
    expect(clock.pending()).toBe(0);
  },
);

it('a text that is at its end waits for nothing', () => {
  const { clock, drawnPx, scroller } = create();
  scroller.follow({ fromPx: 30, toPx: 30, delayMs: 500, durationMs: 0, jumps: null });
  expect(drawnPx).toEqual([30]);
  expect(clock.pending()).toBe(0);
});

it('a new plan goes on from where the text is, and nothing of the old plan is drawn any more', () => {
  const { clock, drawnPx, scroller } = create();
  expect(scroller.topPx()).toBe(0);
  scroller.follow(GLIDING);
  clock.advance(5_200);
  const topPx = scroller.topPx();
  expect(topPx).toBeCloseTo(10.4 + (49.6 * 4_500) / 9_000);
  scroller.follow({ ...GLIDING, fromPx: topPx, delayMs: 20_000 });
  const before = drawnPx.length;
  clock.advance(19_000);
  expect(drawnPx).toHaveLength(before);
});

it('a text that is gone is drawn no more', () => {
  const { clock, drawnPx, scroller } = create();
  scroller.follow(GLIDING);
  scroller.stop();
  clock.advance(10_000);
  expect(drawnPx).toHaveLength(1);
});
