import { describe, expect, it } from 'vitest';
import { PUBLISH_INTERVAL_MS } from '../../src-main/overlay/reduce.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import { EVENTS_MAX } from '../../src-shared/diagnostics-contract.ts';
import { frameOf, HELLO, READY, startCounted, startLive, THINKING } from './counted-overlay.ts';

const speaking = (text: string) => frameOf({ status: 'mówię', is_speaking: true, text });

describe('the connection', () => {
  it('counts from the client’s first status', () => {
    const overlay = startCounted();
    overlay.socket().onOpen();
    expect(overlay.numbers()).toMatchObject({ transport: 'none', attempts: 1, connections: 0, liveForMs: null });
    overlay.socket().onMessage(READY);
    overlay.clock.advance(9_000);
    expect(overlay.numbers()).toMatchObject({
      transport: 'socket',
      port: 6001,
      liveForMs: 9_000,
      attempts: 1,
      connections: 1,
      framesIn: 1,
      bytesIn: READY.length,
    });
    expect(overlay.happenings()).toEqual([
      { kind: 'live', transport: 'socket', port: 6001 },
      { kind: 'phase', phase: 'ready' },
    ]);
  });

  it.each([
    ['code 1000', 'closed'],
    ['code 1001', 'closed'],
    ['code 1006', 'lost'],
    ['ECONNRESET', 'lost'],
  ] as const)('that ends with %s was %s', (cause, reason) => {
    const overlay = startLive();
    overlay.socket().onClose(cause);
    expect(overlay.numbers().ends).toEqual({ closed: 0, lost: 0, greeting: 0, silent: 0, requested: 0, [reason]: 1 });
    expect(overlay.numbers()).toMatchObject({ transport: 'none', port: null, liveForMs: null });
    expect(overlay.happenings()).toContainEqual({ kind: 'ended', reason, cause });
  });

  it('counts a rejected hello as an end of its own, after which the client is back at once', () => {
    const overlay = startCounted();
    overlay.socket().onOpen();
    overlay.socket().onMessage(READY);
    overlay.clock.advance(100);
    overlay.socket().onClose('code 1003');
    expect(overlay.numbers().ends).toMatchObject({ greeting: 1, lost: 0, closed: 0 });
    overlay.socket().onOpen();
    overlay.socket().onMessage(READY);
    expect(overlay.numbers()).toMatchObject({ transport: 'socket', connections: 2 });
  });

  it('reports a denial', () => {
    const overlay = startCounted();
    overlay.socket().onClose('401', 'wrong-key');
    expect(overlay.numbers()).toMatchObject({ transport: 'none', connections: 0 });
    expect(overlay.happenings()).toContainEqual({ kind: 'denied', denial: 'wrong-key' });
  });

  it('counts a missing pong as silence', () => {
    const overlay = startLive();
    overlay.clock.advance(60_000);
    expect(overlay.numbers().ends).toMatchObject({ silent: 1, requested: 0, lost: 0 });
    expect(overlay.happenings()).toContainEqual({ kind: 'ended', reason: 'silent', cause: null });
  });

  it('counts a reconnect by the user once', () => {
    const overlay = startLive();
    overlay.connection.reconnectNow();
    overlay.clock.advance(10);
    expect(overlay.numbers().ends).toMatchObject({ requested: 1, silent: 0, lost: 0, greeting: 0 });
    overlay.socket().onOpen();
    overlay.socket().onMessage(READY);
    expect(overlay.numbers()).toMatchObject({ attempts: 2, connections: 2, transport: 'socket' });
  });

  it('counts a stranger’s socket as an attempt only', () => {
    const overlay = startCounted();
    overlay.socket().onOpen();
    overlay.socket().onMessage('hello');
    overlay.socket().onClose('code 1000');
    expect(overlay.numbers()).toMatchObject({ connections: 0, framesIn: 1, framesDropped: 1, transport: 'none' });
    expect(overlay.numbers().ends).toMatchObject({ closed: 0, lost: 0 });
  });

  it('counts polls while there is no socket', () => {
    const overlay = startCounted();
    const body = JSON.stringify({ status: 'Ready', text: 'żółć', monitoring: true });
    overlay.socket().onClose('ECONNREFUSED');
    overlay.answerPoll(body);
    expect(overlay.numbers()).toMatchObject({
      transport: 'polling',
      port: 5001,
      polls: { ok: 1, failed: 0 },
      bytesIn: Buffer.byteLength(body),
    });
    overlay.clock.advance(1_000);
    overlay.answerPoll(null);
    overlay.clock.advance(1_000);
    overlay.answerPoll('{"of": "another server"}');
    expect(overlay.numbers()).toMatchObject({ transport: 'none', polls: { ok: 1, failed: 2 } });
    expect(overlay.happenings()).toContainEqual({ kind: 'unreachable' });
    overlay.clock.advance(1_950);
    expect(overlay.numbers().polls.aborted).toBe(1);
  });
});

describe('frames', () => {
  it('are dropped if they are malformed', () => {
    const overlay = startLive();
    for (const raw of ['', '{', '[]', '{"type":"news"}', READY]) overlay.socket().onMessage(raw);
    expect(overlay.numbers()).toMatchObject({ framesIn: 6, framesDropped: 4 });
  });

  it('count as merged if a newer one comes within a display refresh', () => {
    const overlay = startLive();
    for (let frame = 0; frame < 5; frame += 1) overlay.socket().onMessage(speaking(`${frame}`));
    overlay.clock.advance(100);
    // The first is published at once, the last one an interval later, and the three between them never.
    expect(overlay.numbers().framesCoalesced).toBe(3);
    overlay.socket().onMessage(speaking('a'));
    overlay.clock.advance(PUBLISH_INTERVAL_MS);
    overlay.socket().onMessage(speaking('b'));
    overlay.clock.advance(PUBLISH_INTERVAL_MS);
    expect(overlay.numbers()).toMatchObject({ framesCoalesced: 3, framesIn: 8, framesDropped: 0 });
  });

  it('sent are counted with their bytes', () => {
    const overlay = startLive();
    const before = overlay.numbers();
    const sentBefore = overlay.sent.length;
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    const frames = overlay.sent.slice(sentBefore);
    expect(frames).toHaveLength(1);
    expect(overlay.numbers().framesOut - before.framesOut).toBe(1);
    expect(overlay.numbers().bytesOut - before.bytesOut).toBe(Buffer.byteLength(frames.join('')));
  });

  it('are not dropped if they are a hello before the first status, or one without a change', () => {
    const overlay = startCounted();
    overlay.socket().onOpen();
    for (const raw of [HELLO, READY, HELLO]) overlay.socket().onMessage(raw);
    expect(overlay.numbers()).toMatchObject({ framesIn: 3, framesDropped: 0, connections: 1 });
  });
});

it('pings are timed until their pong', () => {
  const overlay = startLive();
  for (const tookMs of [4, 8]) {
    const { pings } = overlay.numbers();
    while (overlay.numbers().pings === pings) overlay.clock.advance(1);
    overlay.clock.advance(tookMs);
    overlay.socket().onPong();
  }
  expect(overlay.numbers()).toMatchObject({ pings: 2, pongs: 2, pingLastMs: 8, pingTotalMs: 12 });
});

describe('the paint delay', () => {
  it('is not measured while the window is closed', () => {
    const overlay = startLive();
    overlay.socket().onMessage(THINKING);
    expect(overlay.asked).toEqual([]);
  });

  it('runs from the frame’s arrival to its paint', () => {
    const overlay = startLive();
    overlay.diagnostics.setWatched(true);
    overlay.socket().onMessage(speaking('first'));
    expect(overlay.asked).toEqual([1]);
    overlay.clock.advance(9);
    overlay.diagnostics.onPainted(1);
    // A frame whose state is held back.
    overlay.clock.advance(1);
    overlay.socket().onMessage(speaking('second'));
    overlay.clock.advance(PUBLISH_INTERVAL_MS - 10);
    expect(overlay.asked).toEqual([1, 2]);
    overlay.clock.advance(10);
    overlay.diagnostics.onPainted(2);
    expect(overlay.numbers()).toMatchObject({
      paints: 2,
      paintLastMs: PUBLISH_INTERVAL_MS,
      paintTotalMs: 9 + PUBLISH_INTERVAL_MS,
    });
  });

  it('ignores a paint that was not requested', () => {
    const overlay = startLive();
    overlay.diagnostics.setWatched(true);
    overlay.diagnostics.onPainted(1);
    overlay.socket().onMessage(THINKING);
    overlay.diagnostics.onPainted(7);
    overlay.diagnostics.onPainted(1);
    overlay.diagnostics.onPainted(1);
    expect(overlay.numbers().paints).toBe(1);
  });

  it('is not measured without a frame that changed something', () => {
    const overlay = startLive();
    overlay.diagnostics.setWatched(true);
    // Changes nothing, so that a later picture must not count from here.
    overlay.socket().onMessage(READY);
    overlay.socket().onMessage(THINKING);
    overlay.socket().onMessage(THINKING);
    overlay.clock.advance(100);
    expect(overlay.asked).toEqual([1]);
    overlay.diagnostics.onPainted(1);
    const told = overlay.told.length;
    overlay.dispatch({ kind: 'override', override: 'hide' });
    overlay.clock.advance(100);
    expect(overlay.told.length).toBeGreaterThan(told);
    expect(overlay.asked).toEqual([1]);
  });

  it('is not measured from a level that changes no picture', () => {
    const overlay = startLive();
    const listening = frameOf({ phase: 'listening', level: 0.5 });
    overlay.socket().onMessage(listening);
    overlay.clock.advance(1_000);
    overlay.diagnostics.setWatched(true);
    overlay.socket().onMessage(listening);
    overlay.clock.advance(100);
    const told = overlay.told.length;
    overlay.dispatch({ kind: 'override', override: 'hide' });
    expect(overlay.told.length).toBeGreaterThan(told);
    expect(overlay.asked).toEqual([]);
    expect(overlay.numbers().framesIn).toBe(3);
  });

  it('is not measured if the bubble was hidden meanwhile', () => {
    const overlay = startLive();
    overlay.diagnostics.setWatched(true);
    overlay.socket().onMessage(speaking('a'));
    overlay.clock.advance(6_000);
    overlay.diagnostics.onPainted(1);
    expect(overlay.numbers().paints).toBe(0);
    overlay.socket().onMessage(speaking('b'));
    expect(overlay.asked).toEqual([1, 2]);
  });
});

describe('a command', () => {
  const outcomes = (overlay: ReturnType<typeof startLive>) => overlay.numbers().commands;

  it('is done when a status shows it, however soon', () => {
    const overlay = startLive();
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    overlay.socket().onMessage(frameOf({ status: 'Ready', monitoring: false }));
    expect(overlay.numbers().commandsSent).toBe(1);
    expect(outcomes(overlay)).toEqual({ done: 1, rejected: 0, refused: 0, unanswered: 0 });
    expect(overlay.happenings().filter(({ kind }) => kind === 'command')).toEqual([
      { kind: 'command', command: 'set_monitoring', outcome: 'sent' },
      { kind: 'command', command: 'set_monitoring', outcome: 'done' },
    ]);
  });

  it('is refused when the client ends the socket over it', () => {
    const overlay = startLive();
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    overlay.clock.advance(500);
    overlay.socket().onClose('code 1006');
    overlay.clock.advance(5_000);
    expect(outcomes(overlay)).toEqual({ done: 0, rejected: 0, refused: 1, unanswered: 0 });
    expect(overlay.logged.at(-1)).toBe('command set_monitoring refused: the client ended the socket over it');
  });

  it('is unanswered when no status shows it in time', () => {
    const overlay = startLive();
    overlay.press({ command: 'set_monitoring', args: { on: false } });
    overlay.socket().onMessage(READY);
    overlay.clock.advance(3_500);
    expect(outcomes(overlay)).toEqual({ done: 0, rejected: 0, refused: 0, unanswered: 1 });
  });
});

describe('a command to a client of version 2', () => {
  /** Sends a command. @returns the id that it left with. */
  const send = (overlay: ReturnType<typeof startLive>, request: CommandRequest): string => {
    overlay.press(request);
    return JSON.parse(overlay.sent.at(-1) ?? '').id;
  };
  const ack = (id: string, answer: object) => JSON.stringify({ type: 'ack', id, ...answer });
  const startGreeted = () => {
    const overlay = startLive();
    overlay.socket().onMessage(HELLO);
    return overlay;
  };

  it('has the outcome of its ack [REL-LOG-COMMANDS]', () => {
    const overlay = startGreeted();
    const volume = send(overlay, { command: 'set_volume', args: { level: 0.5 } });
    const talk = send(overlay, { command: 'start_listening' });
    overlay.socket().onMessage(ack(talk, { ok: false, error: { code: 'busy', message: 'Later.' } }));
    overlay.socket().onMessage(ack(volume, { ok: true }));
    expect(overlay.numbers().commands).toEqual({ done: 1, rejected: 1, refused: 0, unanswered: 0 });
    expect(overlay.numbers()).toMatchObject({ commandsSent: 2, framesDropped: 0 });
    expect(overlay.happenings().slice(-2)).toEqual([
      { kind: 'command', command: 'start_listening', outcome: 'rejected' },
      { kind: 'command', command: 'set_volume', outcome: 'done' },
    ]);
    expect(overlay.logged).toEqual([
      'command set_volume sent',
      'command start_listening sent',
      'command start_listening rejected: busy',
      'command set_volume carried out',
    ]);
  });

  it('is unanswered without an ack in time, also when the socket has ended meanwhile', () => {
    const overlay = startGreeted();
    send(overlay, { command: 'start_listening' });
    overlay.clock.advance(3_500);
    expect(overlay.numbers().commands).toEqual({ done: 0, rejected: 0, refused: 0, unanswered: 1 });
    send(overlay, { command: 'set_volume', args: { level: 0.5 } });
    overlay.connection.reconnectNow();
    overlay.clock.advance(3_500);
    expect(overlay.numbers().commands).toEqual({ done: 0, rejected: 0, refused: 0, unanswered: 2 });
  });

  it('is done when a status shows it after the socket of its ack has ended', () => {
    const overlay = startGreeted();
    send(overlay, { command: 'set_monitoring', args: { on: false } });
    overlay.connection.reconnectNow();
    overlay.socket().onOpen();
    overlay.socket().onMessage(frameOf({ status: 'Ready', monitoring: false }));
    overlay.clock.advance(5_000);
    expect(overlay.numbers().commands).toEqual({ done: 1, rejected: 0, refused: 0, unanswered: 0 });
  });

  it('is counted once when it is answered after its time, or shown after its ack', () => {
    const overlay = startGreeted();
    const late = send(overlay, { command: 'start_listening' });
    overlay.clock.advance(3_500);
    overlay.socket().onMessage(ack(late, { ok: true }));
    overlay.socket().onMessage(ack(send(overlay, { command: 'set_monitoring', args: { on: false } }), { ok: true }));
    overlay.socket().onMessage(frameOf({ status: 'Ready', monitoring: false }));
    expect(overlay.numbers().commands).toEqual({ done: 1, rejected: 0, refused: 0, unanswered: 1 });
  });
});

it('the last events are kept, with their time and numbers that go on', () => {
  const overlay = startLive();
  for (let turn = 0; turn < EVENTS_MAX; turn += 1) {
    overlay.socket().onMessage(THINKING);
    overlay.clock.advance(20);
    overlay.socket().onMessage(READY);
    overlay.clock.advance(20);
  }
  const events = overlay.diagnostics.events();
  expect(events).toHaveLength(EVENTS_MAX);
  const [first] = events;
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => (first?.number ?? 0) + index));
  expect(events.at(-1)).toMatchObject({ client: null, happening: { kind: 'phase', phase: 'ready' } });
  expect(events.at(-1)?.atEpochMs).toBe(1_800_000_000_000 + overlay.clock.nowMs() - 20);
});

it('a client that is followed no more is forgotten, and one that is renamed goes on', () => {
  const overlay = startLive();
  overlay.diagnostics.observe({ id: 'kitchen-id', name: 'Kitchen' });
  expect(overlay.diagnostics.clients().map(({ id, name }) => [id, name])).toEqual([
    ['local', null],
    ['kitchen-id', 'Kitchen'],
  ]);
  overlay.diagnostics.keep([{ id: 'local', name: 'Desk' }]);
  expect(overlay.diagnostics.clients()).toMatchObject([{ id: 'local', name: 'Desk', framesIn: 1 }]);
});

it('counting needs no timer of its own', () => {
  const overlay = startLive();
  overlay.diagnostics.setWatched(true);
  const before = overlay.clock.pending();
  overlay.socket().onMessage(READY);
  overlay.clock.advance(100);
  expect(overlay.clock.pending()).toBe(before);
});
