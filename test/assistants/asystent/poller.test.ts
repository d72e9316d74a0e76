import { describe, expect, it } from 'vitest';
import { createPoller } from '../../../src-main/assistants/asystent/poller.ts';
import type { PollAnswer } from '../../../src-main/assistants/asystent/polling-transport.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import { createFakeClock } from '../../fake-clock.ts';

interface Request {
  readonly port: number;
  readonly startedAtMs: number;
  aborted: boolean;
  answer(body: string | null): void;
  finish(answer: PollAnswer): void;
}

function createBench() {
  const clock = createFakeClock();
  const requests: Request[] = [];
  const outcomes: (number | string | null)[] = [];
  const trace: TraceEvent[] = [];
  const poller = createPoller({
    ports: [5001, 5000],
    clock,
    poll(port, finish) {
      const answer = (body: string | null) => finish(body === null ? { kind: 'failed' } : { kind: 'body', body });
      const request: Request = { port, startedAtMs: clock.nowMs(), aborted: false, answer, finish };
      requests.push(request);
      return () => {
        request.aborted = true;
      };
    },
    onDone: (outcome) =>
      outcomes.push(outcome.kind === 'status' ? outcome.port : outcome.kind === 'denied' ? outcome.denial : null),
    onTrace: (event) => trace.push(event),
  });
  return { clock, requests, outcomes, trace, poller, ports: () => requests.map(({ port }) => port) };
}

const READY = '{"status":"Ready","monitoring":true}';
const ABORTED = { kind: 'poll', outcome: 'aborted', bytes: 0 };

describe('poller', () => {
  it('asks the next port when one fails or is not the client', () => {
    const { poller, requests, outcomes, ports } = createBench();
    poller.resume();
    requests[0]?.answer('{}');
    expect(ports()).toEqual([5001, 5000]);
    requests[1]?.answer(READY);
    expect(outcomes).toEqual([5000]);
  });

  it('asks no other port when one denies', () => {
    const { poller, requests, outcomes, ports } = createBench();
    poller.resume();
    requests[0]?.finish({ kind: 'denied', denial: 'wrong-key' });
    expect(ports()).toEqual([5001]);
    expect(outcomes).toEqual(['wrong-key']);
  });

  it('asks the port first that answered last', () => {
    const { clock, poller, requests, ports } = createBench();
    poller.resume();
    requests[0]?.answer(null);
    requests[1]?.answer(READY);
    clock.advance(1_000);
    expect(ports()).toEqual([5001, 5000, 5000]);
  });

  it('gives a port that hangs half of the 900 ms, and then asks the other', () => {
    const { clock, poller, requests, outcomes, trace, ports } = createBench();
    poller.resume();
    clock.advance(450);
    expect(requests[0]?.aborted).toBe(true);
    expect(ports()).toEqual([5001, 5000]);
    clock.advance(450);
    expect(requests[1]?.aborted).toBe(true);
    expect(outcomes).toEqual([null]);
    expect(trace).toEqual([ABORTED, ABORTED]);
  });

  it('gives the last port all that is left', () => {
    const { clock, poller, requests } = createBench();
    poller.resume();
    requests[0]?.answer(null);
    clock.advance(899);
    expect(requests[1]?.aborted).toBe(false);
    clock.advance(1);
    expect(requests[1]?.aborted).toBe(true);
  });

  it('keeps the beat from start to start, however long an answer takes', () => {
    const { clock, poller, requests } = createBench();
    poller.resume();
    clock.advance(400);
    requests[0]?.answer(READY);
    clock.advance(599);
    expect(requests).toHaveLength(1);
    clock.advance(1);
    expect(requests[1]?.startedAtMs).toBe(1_000);
  });

  it('does not poll more than once a second, however often it is paused and resumed', () => {
    const { clock, poller, requests } = createBench();
    for (let passed = 0; passed < 3_000; passed += 100) {
      poller.resume();
      poller.pause();
      clock.advance(100);
    }
    expect(requests.map(({ startedAtMs }) => startedAtMs)).toEqual([0, 1_000, 2_000]);
  });

  it('leaves nothing behind when paused, and aborts once', () => {
    const { clock, poller, requests, trace } = createBench();
    poller.resume();
    poller.pause();
    poller.pause();
    expect(requests[0]?.aborted).toBe(true);
    expect(trace).toEqual([ABORTED]);
    expect(clock.pending()).toBe(0);
  });
});
