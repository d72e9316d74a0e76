import { describe, expect, it } from 'vitest';
import { createConnection } from '../../../src-main/assistants/asystent/connection.ts';
import { createFakeClock } from '../../fake-clock.ts';
import {
  type Bench,
  body,
  createBench,
  frame,
  goLive,
  HELLO,
  OVERLAY,
  refuse,
  refusePoll,
  refuseRound,
} from './fake-client.ts';

const kinds = (bench: Bench) =>
  bench.events.map((event) =>
    event.kind === 'status' ? `${event.transport} ${event.port} ${event.status.status}` : event.kind,
  );

/** A client that is not there: every attempt and every poll is refused, for `ms`. */
function beGone(bench: Bench, ms: number): void {
  for (let passed = 0; passed < ms; passed += 10) {
    for (let open = bench.openSockets()[0]; open !== undefined; open = bench.openSockets()[0]) refuse(open);
    for (let poll = bench.pollsUnderWay()[0]; poll !== undefined; poll = bench.pollsUnderWay()[0]) poll.answer(null);
    bench.clock.advance(10);
  }
}

function started(): Bench {
  const bench = createBench();
  bench.connection.start();
  return bench;
}

describe('ports', () => {
  it.each([
    [[8001], [5001]],
    [[6001], [5001, 8001]],
  ])('refuses the main server in a list (%j, %j)', (wsPorts, httpPorts) => {
    const create = () =>
      createConnection({
        wsPorts,
        httpPorts,
        overlay: OVERLAY,
        clock: createFakeClock(),
        random: Math.random,
        openSocket: () => expect.unreachable(),
        poll: () => expect.unreachable(),
        onEvent: () => {},
      });
    expect(create).toThrow(/8001/);
  });

  it('tries them in order, one socket at a time', () => {
    const bench = started();
    expect(bench.sockets.map(({ port }) => port)).toEqual([6001]);
    refuse(bench.socket());
    expect(bench.sockets.map(({ port }) => port)).toEqual([6001, 6000]);
    expect(bench.openSockets()).toHaveLength(1);
  });

  it('starts once', () => {
    const bench = started();
    bench.connection.start();
    expect(bench.sockets).toHaveLength(1);
  });
});

describe('proof', () => {
  it('is live with the first status, not with the handshake', () => {
    const bench = started();
    bench.socket().onOpen();
    expect(bench.connection.send({ command: 'stop_tts' }).sent).toBe(false);
    bench.socket().onMessage(frame('Ready'));
    expect(kinds(bench)).toEqual(['socket 6001 Ready']);
    expect(bench.connection.send({ command: 'stop_tts' }).sent).toBe(true);
    expect(bench.socket().sent).toEqual([HELLO, '{"type":"command","command":"stop_tts"}']);
  });

  it('leaves a port that never finishes the handshake after 2 s', () => {
    const bench = started();
    const silent = bench.socket();
    bench.clock.advance(1_999);
    expect(silent.ended).toBeNull();
    bench.clock.advance(1);
    expect(silent.ended).toBe('terminated');
    expect(bench.openSockets().map(({ port }) => port)).toEqual([6000]);
  });

  it('leaves a port that opens and sends only what is not a status, after 2 s', () => {
    const bench = started();
    const stranger = bench.socket();
    stranger.onOpen();
    stranger.onMessage('hello');
    stranger.onMessage('{"type":"welcome"}');
    bench.clock.advance(2_000);
    expect(stranger.ended).toBe('terminated');
    expect(bench.openSockets().map(({ port }) => port)).toEqual([6000]);
    expect(bench.events).toEqual([]);
  });

  it('reaches the client on 6000 within 2.5 s although something silent owns 6001', () => {
    const bench = started();
    bench.clock.advance(2_000);
    refuse(bench.socket()); // 6000, a moment too early: the client listens from here on
    const backAtMs = bench.clock.nowMs();
    while (bench.socket().port !== 6000 || bench.socket().ended !== null) bench.clock.advance(10);
    goLive(bench);
    expect(bench.clock.nowMs() - backAtMs).toBeLessThan(2_500);
  });

  it('drops what a socket says after it was given up', () => {
    const bench = started();
    const slow = bench.socket();
    bench.clock.advance(2_000);
    slow.onOpen();
    slow.onMessage(frame('too late'));
    slow.onClose('late');
    expect(kinds(bench)).not.toContain('socket 6001 too late');
    expect(bench.openSockets().map(({ port }) => port)).toEqual([6000]);
  });
});

describe('rounds over the ports', () => {
  /** When each round began, while every attempt is refused at once. */
  function roundStarts(bench: Bench, rounds: number): number[] {
    for (let round = 0; round < rounds; round += 1) {
      refuseRound(bench);
      bench.clock.advance(2_000);
    }
    return bench.sockets.filter(({ port }) => port === 6001).map(({ openedAtMs }) => openedAtMs);
  }

  it('come 0.25 s apart, doubling to 2 s', () => {
    const bench = started();
    const gaps: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const beganMs = bench.socket().openedAtMs;
      refuseRound(bench);
      const before = bench.sockets.length;
      while (bench.sockets.length === before) bench.clock.advance(1);
      gaps.push(bench.socket().openedAtMs - beganMs);
    }
    expect(gaps).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000]);
  });

  it.each([0, 0.5, 0.999])('never wait longer than 2 s, whatever the jitter (%d)', (random) => {
    const bench = createBench({ random: () => random });
    bench.connection.start();
    const starts = roundStarts(bench, 8);
    expect(starts).toHaveLength(9);
  });

  it('follow at once after a round that took long', () => {
    const bench = started();
    refuse(bench.socket());
    bench.clock.advance(2_000); // 6000 hangs
    bench.clock.advance(0);
    expect(bench.socket().port).toBe(6001);
    expect(bench.socket().openedAtMs).toBe(2_000);
  });
});

describe('polling', () => {
  it('begins at once and goes on once a second', () => {
    const bench = started();
    for (let second = 0; second < 3; second += 1) {
      expect(bench.poll().startedAtMs).toBe(second * 1_000);
      bench.clock.advance(100);
      bench.poll().answer(body('Ready'));
      bench.clock.advance(900);
    }
    expect(kinds(bench)).toEqual(Array(3).fill('polling 5001 Ready'));
  });

  it('stops at once when a socket opens, and drops a late answer', () => {
    const bench = started();
    bench.socket().onOpen();
    expect(bench.poll().aborted).toBe(true);
    bench.socket().onMessage(frame('Ready'));
    bench.clock.advance(5_000);
    expect(bench.polls).toHaveLength(1);
  });

  it('goes on when an open socket closes without a status', () => {
    const bench = started();
    refusePoll(bench);
    bench.clock.advance(500);
    bench.socket().onOpen();
    bench.clock.advance(1_000);
    expect(bench.pollsUnderWay()).toEqual([]);
    refuse(bench.socket());
    expect(bench.pollsUnderWay()).toHaveLength(1);
  });

  it('is not starved by a port that opens again and again without being the client', () => {
    const bench = started();
    for (let passed = 0; passed < 30_000; passed += 10) {
      const socket = bench.openSockets()[0];
      if (socket?.port === 6001) socket.onOpen();
      else if (socket !== undefined) refuse(socket);
      bench.pollsUnderWay()[0]?.answer(body('Ready'));
      bench.clock.advance(10);
    }
    const polled = kinds(bench).filter((kind) => kind === 'polling 5001 Ready').length;
    expect(polled).toBeGreaterThan(25);
    expect(bench.log.filter((line) => line.includes('6001'))).toHaveLength(1);
  });

  it('makes no request and sends nothing but pings while the socket is live', () => {
    const bench = started();
    const socket = goLive(bench);
    const pollsBefore = bench.polls.length;
    for (let beat = 0; beat < 360; beat += 1) {
      bench.clock.advance(10_000);
      socket.onPong();
    }
    expect(bench.polls).toHaveLength(pollsBefore);
    expect(bench.sockets).toHaveLength(1);
    expect(socket.sent).toEqual([HELLO]);
    expect(socket.pings).toBe(360);
    expect(bench.clock.pending()).toBe(1);
  });
});

describe('a live socket', () => {
  it('hands on every status and ignores everything else', () => {
    const bench = started();
    const socket = goLive(bench);
    for (const raw of ['', 'null', '[]', '{"type":"status"}', '{"type":"settings","data":{}}', '{"type":"sta'])
      socket.onMessage(raw);
    socket.onMessage(frame('myślę'));
    expect(kinds(bench)).toEqual(['socket 6001 Ready', 'socket 6001 myślę']);
    expect(socket.ended).toBeNull();
  });

  it('that dies in the moment after a pong is given up within 15 s', () => {
    const bench = started();
    const socket = goLive(bench);
    bench.clock.advance(10_000);
    expect(socket.pings).toBe(1);
    socket.onPong();
    bench.clock.advance(14_999);
    expect(socket).toMatchObject({ pings: 2, ended: null });
    bench.clock.advance(1);
    expect(socket.ended).toBe('terminated');
    expect(kinds(bench).at(-1)).toBe('socket-dropped');
  });

  it('that closes is followed at once by a poll and a new attempt', () => {
    const bench = started();
    const socket = goLive(bench);
    bench.clock.advance(9_000);
    refuse(socket);
    bench.clock.advance(0);
    expect(kinds(bench)).toEqual(['socket 6001 Ready', 'socket-closed']);
    expect(bench.pollsUnderWay()).toHaveLength(1);
    expect(bench.openSockets().map(({ port }) => port)).toEqual([6001]);
  });

  it('never gets a command again that went out on an earlier one', () => {
    const bench = started();
    const first = goLive(bench);
    bench.clock.advance(6_000);
    bench.connection.send({ command: 'set_monitoring', args: { on: false } });
    refuse(first);
    expect(bench.connection.send({ command: 'stop_tts' }).sent).toBe(false);
    bench.clock.advance(0);
    const second = goLive(bench);
    bench.clock.advance(30_000);
    expect(first.sent).toHaveLength(2);
    expect(second.sent).toEqual([HELLO]);
  });

  it('that closes after one status, again and again, is not hammered [REL-CLIENT-KEEPS-CLOSING]', () => {
    const bench = started();
    for (let passed = 0; passed < 60_000; passed += 10) {
      if (bench.openSockets().length > 0) {
        goLive(bench);
        refuse(bench.socket());
      }
      bench.clock.advance(10);
    }
    expect(bench.sockets.length).toBeLessThanOrEqual(35);
    expect(bench.polls.filter(({ port }) => port === 5001).length).toBeLessThanOrEqual(61);
  });
});

describe('an outage', () => {
  it('is told once, when two polls in a row have failed', () => {
    const bench = started();
    refuseRound(bench);
    refusePoll(bench);
    expect(kinds(bench)).toEqual([]);
    bench.clock.advance(1_000);
    refusePoll(bench);
    expect(kinds(bench)).toEqual(['unreachable']);
    beGone(bench, 60_000);
    expect(kinds(bench)).toEqual(['unreachable']);
    expect(bench.log).toEqual(['client unreachable']);
  });

  it('is not told for one failed poll between two good ones', () => {
    const bench = started();
    for (const answer of [body('a'), null, body('b'), null]) {
      if (answer === null) refusePoll(bench);
      else bench.poll().answer(answer);
      bench.clock.advance(1_000);
    }
    expect(kinds(bench)).toEqual(['polling 5001 a', 'polling 5001 b']);
  });

  describe('whose end polling sees', () => {
    /** A client away for so long that the rounds are 2 s apart, found by polling just after one of them. */
    function foundByPolling(): Bench {
      const bench = started();
      beGone(bench, 8_500);
      refuseRound(bench);
      const rounds = () => bench.sockets.filter(({ port }) => port === 6001).length;
      const before = rounds();
      while (rounds() === before) beGone(bench, 10);
      refuseRound(bench);
      while (bench.pollsUnderWay().length === 0) bench.clock.advance(10);
      return bench;
    }

    it('is followed at once by a round over the socket ports', () => {
      const bench = foundByPolling();
      expect(bench.openSockets()).toEqual([]);
      bench.poll().answer(body('Ready'));
      expect(bench.openSockets().map(({ port, openedAtMs }) => [port, openedAtMs])).toEqual([
        [6001, bench.clock.nowMs()],
      ]);
    });

    it('is followed by the next round 0.25 s later when the socket comes after the polling port', () => {
      const bench = foundByPolling();
      bench.poll().answer(body('Ready'));
      refuseRound(bench);
      bench.clock.advance(250);
      expect(bench.openSockets()).toHaveLength(1);
    });

    it('once: a client that has no socket is not tried more often for answering', () => {
      const bench = foundByPolling();
      bench.poll().answer(body('Ready'));
      const tries = () => bench.sockets.filter(({ port }) => port === 6001).length;
      const before = tries();
      for (let passed = 0; passed < 60_000; passed += 10) {
        for (let open = bench.openSockets()[0]; open !== undefined; open = bench.openSockets()[0]) refuse(open);
        for (const poll of bench.pollsUnderWay()) poll.answer(body('Ready'));
        bench.clock.advance(10);
      }
      expect(tries() - before).toBeLessThan(60 / 2 + 5);
    });
  });

  it('ends with the socket, and the next one is told again', () => {
    const bench = started();
    const outage = () => beGone(bench, 5_000);
    outage();
    while (bench.openSockets().length === 0) bench.clock.advance(10);
    goLive(bench);
    bench.clock.advance(6_000);
    refuse(bench.socket());
    outage();
    expect(kinds(bench)).toEqual(['unreachable', 'socket 6001 Ready', 'socket-closed', 'unreachable']);
  });

  it.each([6001, 6000])('of any length is over within 2.5 s of the client listening again, on port %d', (port) => {
    for (const lengthMs of [100, 900, 2_990, 7_770, 61_230]) {
      const bench = started();
      goLive(bench);
      bench.clock.advance(6_000);
      refuse(bench.socket());
      beGone(bench, lengthMs);
      const backAtMs = bench.clock.nowMs();
      while (bench.openSockets()[0]?.port !== port) {
        for (const other of bench.openSockets()) refuse(other);
        bench.clock.advance(10);
      }
      goLive(bench);
      expect(bench.clock.nowMs() - backAtMs).toBeLessThan(2_500);
    }
  });
});

describe('reconnectNow', () => {
  it('drops a socket that looks alive and begins again at once', () => {
    const bench = started();
    const old = goLive(bench);
    bench.clock.advance(1_000);
    bench.connection.reconnectNow();
    expect(old.ended).toBe('terminated');
    expect(bench.openSockets().map(({ port, openedAtMs }) => ({ port, openedAtMs }))).toEqual([
      { port: 6001, openedAtMs: 1_000 },
    ]);
    expect(kinds(bench)).toEqual(['socket 6001 Ready', 'socket-dropped']);
    goLive(bench, 'again');
    expect(kinds(bench).at(-1)).toBe('socket 6001 again');
  });

  it('cuts a long wait between rounds short', () => {
    const bench = started();
    beGone(bench, 10_000);
    while (bench.openSockets().length > 0) refuse(bench.socket());
    bench.connection.reconnectNow();
    expect(bench.socket().openedAtMs).toBe(bench.clock.nowMs());
    expect(bench.openSockets()).toHaveLength(1);
  });

  it('does nothing when stopped', () => {
    const bench = createBench();
    bench.connection.reconnectNow();
    expect(bench.sockets).toEqual([]);
  });
});

describe('stop', () => {
  const situations: [string, (bench: Bench) => void][] = [
    ['while it tries', () => {}],
    ['between two rounds', refuseRound],
    ['while a socket has yet to prove itself', (bench) => bench.socket().onOpen()],
    ['while it is live', (bench) => goLive(bench)],
    [
      'while it waits for a pong',
      (bench) => {
        goLive(bench);
        bench.clock.advance(10_000);
      },
    ],
  ];
  it.each(situations)('leaves no timer, socket or request behind (%s)', (_, reach) => {
    const bench = started();
    reach(bench);
    const eventsBefore = bench.events.length;
    bench.connection.stop();
    expect(bench.openSockets()).toEqual([]);
    expect(bench.pollsUnderWay()).toEqual([]);
    expect(bench.clock.pending()).toBe(0);
    bench.socket().onMessage(frame('late'));
    bench.socket().onClose('code 1000');
    expect(bench.events).toHaveLength(eventsBefore);
    expect(bench.clock.pending()).toBe(0);
  });

  it('closes a live socket properly', () => {
    const bench = started();
    const socket = goLive(bench);
    bench.connection.stop();
    expect(socket.ended).toBe('closed');
    expect(bench.connection.send({ command: 'stop_tts' }).sent).toBe(false);
  });
});
