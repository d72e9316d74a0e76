import type { Clock } from '../src-main/runtime/clock.ts';

/** A clock that stands still until a test turns it. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`, running every callback that falls due on the way, in order. */
  advance(ms: number): void;
  /** Moves on by `ms` as a busy process does: timers that fall due on the way still wait. */
  jump(ms: number): void;
  /** How many callbacks wait. */
  pending(): number;
}

export function createFakeClock(): FakeClock {
  const timers = new Map<number, { readonly dueMs: number; readonly callback: () => void }>();
  let now = 0;
  let lastId = 0;

  /** The earliest timer that is due by `untilMs`; of equals, the one set first. */
  const nextDue = (untilMs: number) =>
    [...timers].filter(([, { dueMs }]) => dueMs <= untilMs).sort(([, a], [, b]) => a.dueMs - b.dueMs)[0];

  return {
    nowMs: () => now,
    setTimeout(callback, delayMs) {
      lastId += 1;
      const id = lastId;
      timers.set(id, { dueMs: now + Math.max(0, delayMs), callback });
      return () => timers.delete(id);
    },
    advance(ms) {
      const untilMs = now + ms;
      for (let due = nextDue(untilMs); due !== undefined; due = nextDue(untilMs)) {
        const [id, { dueMs, callback }] = due;
        timers.delete(id);
        now = dueMs;
        callback();
      }
      now = untilMs;
    },
    jump(ms) {
      now += ms;
    },
    pending: () => timers.size,
  };
}
