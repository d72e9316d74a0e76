import { describe, expect, it } from 'vitest';
import { createStrangers } from '../../../src-main/assistants/asystent/strangers.ts';
import { body, createBench, type FakeSocket, goLive, refuse } from './fake-client.ts';

describe('the ports that are not the client', () => {
  it('are due at once for the first failures, then after a pause that doubles up to a minute', () => {
    const strangers = createStrangers();
    let nowMs = 0;
    const pauses = Array.from({ length: 9 }, () => {
      strangers.add(6001, nowMs);
      const beganMs = nowMs;
      while (!strangers.isDue(6001, nowMs)) nowMs += 1_000;
      return nowMs - beganMs;
    });
    expect(pauses).toEqual([0, 0, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('are new once, and each has a pause of its own', () => {
    const strangers = createStrangers();
    expect(strangers.has(6001)).toBe(false);
    expect([1, 2, 3].map(() => strangers.add(6001, 0))).toEqual([true, false, false]);
    expect(strangers.has(6001)).toBe(true);
    expect(strangers.isDue(6001, 3_999)).toBe(false);
    expect(strangers.isDue(6000, 3_999)).toBe(true);
    strangers.remove(6001);
    expect(strangers.has(6001)).toBe(false);
    expect(strangers.isDue(6001, 0)).toBe(true);
  });

  it('are due at once after a sign of change, and are still known', () => {
    const strangers = createStrangers();
    for (let failures = 0; failures < 9; failures += 1) strangers.add(6001, 0);
    strangers.retry();
    expect(strangers.isDue(6001, 0)).toBe(true);
    expect(strangers.add(6001, 0)).toBe(false);
    expect(strangers.isDue(6001, 0)).toBe(true);
    strangers.clear();
    expect(strangers.has(6001)).toBe(false);
  });
});

/** A client that fails on every socket, as the released one does under a newer `websockets`, and whose HTTP goes on. */
function startBrokenClient() {
  const bench = createBench();
  const { clock } = bench;
  const answered = new Set<object>();
  const handled = new Set<FakeSocket>();
  let answersHttp = true;
  const world = {
    bench,
    setHttp(answers: boolean) {
      answersHttp = answers;
    },
    /** Lets time pass. @returns the moments at which port 6001 was tried. */
    pass(durationMs: number): readonly number[] {
      const untilMs = clock.nowMs() + durationMs;
      const first = bench.sockets.length;
      while (clock.nowMs() < untilMs) {
        for (let index = 0; index < bench.sockets.length; index += 1) {
          const socket = bench.sockets[index];
          if (socket === undefined || handled.has(socket)) continue;
          handled.add(socket);
          if (socket.port === 6001) {
            socket.onOpen();
            socket.ended = 'closed';
            socket.onClose('1011');
          } else refuse(socket);
        }
        for (const poll of bench.pollsUnderWay()) {
          if (answered.has(poll)) continue;
          answered.add(poll);
          poll.answer(answersHttp ? body('Ready') : null);
        }
        clock.advance(50);
      }
      return bench.sockets.slice(first).flatMap((socket) => (socket.port === 6001 ? [socket.openedAtMs] : []));
    },
  };
  bench.connection.start();
  return world;
}

describe('a client that fails on every socket, while polling serves', () => {
  it('is tried less and less often, up to once in 60 s', () => {
    const { bench, pass } = startBrokenClient();
    const tries = pass(600_000);
    const gaps = tries.slice(1).map((atMs, index) => atMs - (tries[index] ?? 0));
    expect(tries.length).toBeLessThan(20);
    expect(gaps.slice(-5).every((gapMs) => gapMs >= 60_000 && gapMs < 63_000)).toBe(true);
    expect(bench.events.filter(({ kind }) => kind !== 'status')).toEqual([]);
    expect(bench.log.filter((line) => line.includes('is not the client'))).toHaveLength(1);
  });

  it('is tried at once when polling succeeds again after an outage', () => {
    const { bench, setHttp, pass } = startBrokenClient();
    pass(300_000);
    setHttp(false);
    pass(1_000);
    setHttp(true);
    const backMs = bench.clock.nowMs();
    const [firstMs = Number.POSITIVE_INFINITY] = pass(5_000);
    expect(firstMs - backMs).toBeLessThan(1_100);
  });

  it('is tried at once on request, and is live as soon as it is repaired', () => {
    const { bench, pass } = startBrokenClient();
    pass(300_000);
    const before = bench.sockets.length;
    bench.connection.reconnectNow();
    expect(bench.sockets.slice(before).map(({ port }) => port)).toEqual([6001]);
    goLive(bench);
    expect(bench.events.at(-1)).toMatchObject({ kind: 'status', transport: 'socket', port: 6001 });
  });

  it('is tried at the usual pace when polling does not serve', () => {
    const { setHttp, pass } = startBrokenClient();
    setHttp(false);
    const tries = pass(60_000);
    expect(tries.length).toBeGreaterThanOrEqual(29);
  });
});
