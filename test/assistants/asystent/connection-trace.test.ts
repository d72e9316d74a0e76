import { describe, expect, it } from 'vitest';
import { type Bench, body, createBench, frame, goLive, HELLO, refuse, refusePoll, refuseRound } from './fake-client.ts';

const OFFER = JSON.stringify({
  type: 'hello',
  data: { protocol: 2, client: { name: 'Asystent', version: '2.0' }, commands: [], settings: [] },
});
const ACK = JSON.stringify({ type: 'ack', id: '1', ok: true });

function started(): Bench {
  const bench = createBench();
  bench.connection.start();
  return bench;
}

/** A bench whose client has been live for longer than a rejection of the hello takes. */
function live(): Bench {
  const bench = started();
  goLive(bench);
  bench.clock.advance(3_000);
  return bench;
}

/** Return the steps that `act` leads to. */
function stepsOf(bench: Bench, act: () => void) {
  const before = bench.trace.length;
  act();
  return bench.trace.slice(before);
}

const frameIn = (raw: string) => ({ kind: 'frame-in', bytes: Buffer.byteLength(raw) });
const IGNORED = { kind: 'frame-ignored' };

describe('the trace of a connection', () => {
  it('begins with the attempts, and says when the client has shown itself', () => {
    const bench = started();
    refuse(bench.socket());
    expect(bench.trace.filter(({ kind }) => kind === 'attempt')).toEqual([
      { kind: 'attempt', port: 6001 },
      { kind: 'attempt', port: 6000 },
    ]);
    expect(stepsOf(bench, () => goLive(bench, 'żółć'))).toEqual([
      { kind: 'poll', outcome: 'aborted', bytes: 0 },
      frameIn(frame('żółć')),
      { kind: 'live', transport: 'socket', port: 6000 },
      { kind: 'frame-out', bytes: Buffer.byteLength(HELLO) },
    ]);
  });

  it('says which frames were of no use', () => {
    const bench = started();
    const socket = bench.socket();
    socket.onOpen();
    expect(stepsOf(bench, () => socket.onMessage(ACK))).toEqual([frameIn(ACK), IGNORED]);
    expect(stepsOf(bench, () => socket.onMessage(OFFER))).toEqual([frameIn(OFFER)]);
    // The first of two offers before the first status is never used.
    expect(stepsOf(bench, () => socket.onMessage(OFFER))).toEqual([frameIn(OFFER), IGNORED]);
    goLive(bench);
    expect(stepsOf(bench, () => socket.onMessage(ACK))).toEqual([frameIn(ACK)]);
    expect(stepsOf(bench, () => socket.onMessage('{}'))).toEqual([frameIn('{}'), IGNORED]);
    bench.connection.reconnectNow();
    expect(stepsOf(bench, () => socket.onMessage(OFFER))).toEqual([frameIn(OFFER), IGNORED]);
  });

  it('calls an ack unexpected from a client that has said no hello, and an offer that no status followed', () => {
    const bench = live();
    expect(stepsOf(bench, () => bench.socket().onMessage(ACK))).toContainEqual(IGNORED);
    bench.connection.reconnectNow();
    bench.socket().onMessage(OFFER);
    expect(stepsOf(bench, () => refuse(bench.socket()))).toContainEqual(IGNORED);
  });

  it.each([
    ['closed', 'code 1000'],
    ['closed', 'code 1001'],
    ['lost', 'code 1006'],
    ['lost', 'ECONNRESET'],
  ])('says that the connection was %s when it ended with %s', (reason, cause) => {
    const bench = live();
    expect(stepsOf(bench, () => bench.socket().onClose(cause))[0]).toEqual({ kind: 'ended', reason, cause });
  });

  it('says that the hello ended the connection', () => {
    const bench = started();
    const socket = goLive(bench);
    expect(stepsOf(bench, () => socket.onClose('code 1003'))).toEqual([
      { kind: 'ended', reason: 'greeting', cause: 'code 1003' },
      { kind: 'attempt', port: 6001 },
    ]);
  });

  it('times each pong, and says that its absence ended the connection', () => {
    const bench = live();
    bench.clock.advance(7_000);
    bench.clock.advance(12);
    expect(stepsOf(bench, () => bench.socket().onPong())).toEqual([{ kind: 'pong', roundTripMs: 12 }]);
    expect(stepsOf(bench, () => bench.socket().onPong())).toEqual([]);
    expect(stepsOf(bench, () => bench.clock.advance(15_000)).slice(0, 2)).toEqual([
      { kind: 'ping' },
      { kind: 'ended', reason: 'silent', cause: null },
    ]);
  });

  it.each(['reconnectNow', 'stop', 'drop'] as const)(
    'says that %s ended the connection, even with a ping unanswered',
    (end) => {
      const bench = live();
      bench.clock.advance(9_000);
      expect(bench.trace.at(-1)).toEqual({ kind: 'ping' });
      expect(stepsOf(bench, () => bench.connection[end]())[0]).toEqual({
        kind: 'ended',
        reason: 'requested',
        cause: null,
      });
    },
  );

  it('says nothing of an end before the client has shown itself', () => {
    const bench = started();
    bench.socket().onOpen();
    bench.connection.stop();
    expect(bench.trace.map(({ kind }) => kind)).not.toContain('ended');
  });

  it('has each poll, and a port once for as long as it answers', () => {
    const bench = started();
    refuseRound(bench);
    const answer = () => stepsOf(bench, () => bench.poll().answer(body('żółć')));
    const ok = { kind: 'poll', outcome: 'ok', bytes: Buffer.byteLength(body('żółć')) };
    expect(answer()).toEqual([ok, { kind: 'live', transport: 'polling', port: 5001 }]);
    bench.clock.advance(1_000);
    expect(answer()).toEqual([ok]);
    bench.clock.advance(1_000);
    expect(stepsOf(bench, () => bench.poll().deny('wrong-key'))).toEqual([
      { kind: 'poll', outcome: 'failed', bytes: 0 },
      { kind: 'denied', denial: 'wrong-key' },
    ]);
    bench.clock.advance(60_000);
    refuseRound(bench);
    expect(answer()).toContainEqual({ kind: 'live', transport: 'polling', port: 5001 });
  });

  it('says once that nothing answers', () => {
    const bench = started();
    for (let poll = 0; poll < 3; poll += 1) {
      refusePoll(bench);
      bench.clock.advance(1_000);
    }
    expect(bench.trace.filter(({ kind }) => kind === 'unreachable')).toHaveLength(1);
  });
});
