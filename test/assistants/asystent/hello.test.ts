import { describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../../src-shared/commands.ts';
import { type Bench, createBench, goLive, HELLO, refuse } from './fake-client.ts';

const offered = (...commands: string[]) =>
  JSON.stringify({
    type: 'hello',
    data: { protocol: 2, client: { name: 'Asystent', version: '2.0' }, commands, settings: [] },
  });
const kinds = (bench: Bench) => bench.events.map(({ kind }) => kind);
const VOLUME: CommandRequest = { command: 'set_volume', args: { level: 0.5 } };

function started(): Bench {
  const bench = createBench();
  bench.connection.start();
  return bench;
}

describe('hello', () => {
  it('is said once the client has proved itself, and its offer is told', () => {
    const bench = started();
    bench.socket().onOpen();
    expect(bench.socket().sent).toEqual([]);
    const socket = goLive(bench);
    expect(socket.sent).toEqual([HELLO]);
    socket.onMessage(offered('set_volume'));
    expect(bench.events.at(-1)).toEqual({
      kind: 'offer',
      offer: { name: 'Asystent', version: '2.0', commands: ['set_volume'], settings: [] },
    });
  });

  it('of the client may come again, and each counts, for the overlay may have changed what the last one said', () => {
    const bench = started();
    const socket = goLive(bench);
    for (const commands of [['set_volume'], ['set_volume'], ['set_muted']]) socket.onMessage(offered(...commands));
    expect(kinds(bench)).toEqual(['status', 'offer', 'offer', 'offer']);
    expect(socket.sent).toEqual([HELLO]);
  });

  it('may come before the first status, and is answered after it', () => {
    const bench = started();
    bench.socket().onOpen();
    bench.socket().onMessage(offered('set_volume'));
    expect(kinds(bench)).toEqual([]);
    expect(goLive(bench).sent).toEqual([HELLO]);
    expect(kinds(bench)).toEqual(['status', 'offer']);
  });

  it('ends with its socket', () => {
    const bench = started();
    goLive(bench).onMessage(offered('set_volume'));
    bench.clock.advance(6_000);
    refuse(bench.socket());
    bench.clock.advance(0);
    goLive(bench);
    expect(bench.connection.send(VOLUME)).toEqual({ sent: false, reason: 'not-offered' });
  });
});

describe('a command', () => {
  it('has an id of its own for a client of version 2, and none for one of version 1', () => {
    const bench = started();
    const socket = goLive(bench);
    expect(bench.connection.send({ command: 'stop_tts' })).toEqual({ sent: true, id: null });
    socket.onMessage(offered('set_volume', 'stop_tts'));
    const [one, other] = [bench.connection.send(VOLUME), bench.connection.send({ command: 'stop_tts' })];
    expect(one).not.toEqual(other);
    expect(socket.sent.slice(1).map((raw) => JSON.parse(raw))).toEqual([
      { type: 'command', command: 'stop_tts' },
      { type: 'command', ...one, ...VOLUME, sent: undefined },
      { type: 'command', ...other, command: 'stop_tts', sent: undefined },
    ]);
  });

  it('is not sent without a socket', () => {
    expect(started().connection.send({ command: 'stop_tts' })).toEqual({ sent: false, reason: 'no-link' });
  });

  it('that asks for the monitoring as it is would toggle it, and is not sent', () => {
    const bench = started();
    const socket = goLive(bench);
    socket.onMessage(JSON.stringify({ type: 'status', data: { status: 'Ready', monitoring: false } }));
    const off = { command: 'set_monitoring', args: { on: false } } as const;
    expect(bench.connection.send(off)).toEqual({ sent: false, reason: 'already-so' });
    expect(bench.connection.send({ ...off, args: { on: true } })).toEqual({ sent: true, id: null });
  });

  it('that the client does not list is never sent', () => {
    const bench = started();
    const socket = goLive(bench);
    expect(bench.connection.send(VOLUME)).toEqual({ sent: false, reason: 'not-offered' });
    socket.onMessage(offered('set_volume'));
    for (const request of [
      { command: 'set_monitoring', args: { on: false } },
      { command: 'start_listening' },
    ] as const) {
      expect(bench.connection.send(request)).toEqual({ sent: false, reason: 'not-offered' });
    }
    expect(socket.sent).toEqual([HELLO]);
  });

  it('to switch the monitoring is a toggle, and is not sent when the client is as it asks', () => {
    const bench = started();
    const socket = goLive(bench);
    const commands = () => socket.sent.slice(1).map((raw) => JSON.parse(raw).command);
    const set = (on: boolean) => bench.connection.send({ command: 'set_monitoring', args: { on } }).sent;
    socket.onMessage('{"type":"status","data":{"monitoring":true}}');
    expect([set(true), set(false)]).toEqual([false, true]);
    expect(commands()).toEqual(['toggle_monitoring']);
    socket.onMessage('{"type":"status","data":{"monitoring":false}}');
    expect([set(false), set(true)]).toEqual([false, true]);
    expect(commands()).toEqual(['toggle_monitoring', 'toggle_monitoring']);
    socket.onMessage('{"type":"status","data":{}}');
    expect([set(false), set(true)]).toEqual([true, true]);
  });

  it('to set the monitoring is one for a client that lists it, which may get it twice', () => {
    const bench = started();
    const socket = goLive(bench);
    const set = (on: boolean) => bench.connection.send({ command: 'set_monitoring', args: { on } }).sent;
    const last = () => JSON.parse(socket.sent.at(-1) ?? '');
    socket.onMessage('{"type":"status","data":{"monitoring":true}}');
    socket.onMessage(offered('toggle_monitoring', 'set_monitoring'));
    expect([set(true), set(true)]).toEqual([true, true]);
    expect(last()).toMatchObject({ command: 'set_monitoring', args: { on: true } });
    socket.onMessage(offered('toggle_monitoring'));
    expect([set(true), set(false)]).toEqual([false, true]);
    expect(last()).not.toHaveProperty('args');
    expect(last()).toMatchObject({ command: 'toggle_monitoring' });
  });

  it('is answered by an ack, which a client of version 1 has no say in', () => {
    const bench = started();
    const socket = goLive(bench);
    const ack = '{"type":"ack","id":"1","ok":false,"error":{"code":"busy","message":"Wait"}}';
    socket.onMessage(ack);
    expect(kinds(bench)).toEqual(['status']);
    socket.onMessage(offered('set_volume'));
    socket.onMessage(ack);
    expect(bench.events.at(-1)).toEqual({
      kind: 'ack',
      ack: { id: '1', rejection: { code: 'busy', message: 'Wait' } },
    });
  });
});

describe('a client that closes its socket over our hello', () => {
  it('is gone back to at once and without one, and nothing of it is told', () => {
    const bench = started();
    const first = goLive(bench);
    bench.clock.advance(30);
    refuse(first);
    expect(bench.openSockets().map(({ port, openedAtMs }) => ({ port, openedAtMs }))).toEqual([
      { port: 6001, openedAtMs: 30 },
    ]);
    const second = goLive(bench);
    bench.clock.advance(5_000);
    expect(second.sent).toEqual([]);
    expect(kinds(bench)).toEqual(['status', 'status']);
    expect(bench.pollsUnderWay()).toEqual([]);
  });

  it('is told it again after that connection has ended', () => {
    const bench = started();
    refuse(goLive(bench));
    goLive(bench);
    bench.clock.advance(10_000);
    refuse(bench.socket());
    expect(kinds(bench).at(-1)).toBe('socket-closed');
    bench.clock.advance(0);
    expect(goLive(bench).sent).toEqual([HELLO]);
  });

  it('is told ours when it says hello itself', () => {
    const bench = started();
    refuse(goLive(bench));
    const second = goLive(bench);
    second.onMessage(offered('set_volume'));
    expect(second.sent).toEqual([HELLO]);
    expect(bench.connection.send(VOLUME)).toMatchObject({ sent: true });
  });

  it('and is gone then, is an outage', () => {
    const bench = started();
    refuse(goLive(bench));
    expect(kinds(bench)).toEqual(['status']);
    refuse(bench.socket());
    expect(kinds(bench)).toEqual(['status', 'socket-closed']);
    bench.clock.advance(1_000);
    expect(bench.pollsUnderWay()).toHaveLength(1);
    expect(bench.socket().port).toBe(6001);
    expect(goLive(bench).sent).toEqual([HELLO]);
  });

  it('and closes without one as well, is not hammered, and still reached without one [REL-CLIENT-KEEPS-CLOSING]', () => {
    const bench = started();
    refuse(goLive(bench)); // over the hello
    refuse(goLive(bench)); // over nothing
    expect(kinds(bench)).toEqual(['status', 'status', 'socket-closed']);
    bench.clock.advance(250);
    refuse(goLive(bench)); // over the hello, and it may close again: an outage
    expect(kinds(bench).slice(3)).toEqual(['status', 'socket-closed']);
    expect(bench.openSockets()).toEqual([]);
    bench.clock.advance(500);
    expect(goLive(bench).sent).toEqual([]);
  });

  it.each<[string, (bench: Bench) => void]>([
    ['later than 2 s after it', (bench) => bench.clock.advance(2_001)],
    ['after a command', (bench) => void bench.connection.send({ command: 'set_monitoring', args: { on: false } })],
    ['after its own', (bench) => bench.socket().onMessage(offered('set_volume'))],
  ])('is one that does so %s', (_, happens) => {
    const bench = started();
    const socket = goLive(bench);
    happens(bench);
    refuse(socket);
    expect(kinds(bench).at(-1)).toBe('socket-closed');
  });
});

describe('a denied connection', () => {
  const denied = (bench: Bench) => bench.events.filter(({ kind }) => kind === 'denied');

  it('is told, and neither socket nor poll is tried again for a minute [REL-CLIENT-DENIES]', () => {
    const bench = started();
    bench.socket().onClose('401', 'wrong-key');
    expect(bench.events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    const [sockets, polls] = [bench.sockets.length, bench.polls.length];
    expect(bench.pollsUnderWay()).toEqual([]);
    bench.clock.advance(59_999);
    expect([bench.sockets.length, bench.polls.length]).toEqual([sockets, polls]);
    expect(bench.clock.pending()).toBe(1);
    bench.clock.advance(1);
    expect(bench.sockets.length).toBe(sockets + 1);
    bench.socket().onClose('401', 'wrong-key');
    bench.clock.advance(59_999);
    expect([bench.sockets.length, bench.polls.length]).toEqual([sockets + 1, polls]);
    expect(bench.log).toEqual(['connection denied: wrong-key']);
  });

  it('can be denied over HTTP as well', () => {
    const bench = started();
    bench.poll().deny('wrong-certificate');
    expect(bench.openSockets()).toEqual([]);
    bench.clock.advance(59_999);
    expect(bench.sockets).toHaveLength(1);
    expect(denied(bench)).toHaveLength(1);
  });

  it('is tried at once when the user asks for it, and is over with the first status', () => {
    const bench = started();
    bench.socket().onClose('TLS', 'expired-certificate');
    bench.connection.reconnectNow();
    expect(bench.openSockets()).toHaveLength(1);
    goLive(bench);
    expect(kinds(bench)).toEqual(['denied', 'status']);
    bench.clock.advance(6_000);
    refuse(bench.socket());
    bench.clock.advance(0);
    expect(bench.openSockets()).toHaveLength(1);
  });

  it('whose other side is gone at the next attempt is an outage', () => {
    const bench = started();
    bench.socket().onClose('401', 'wrong-key');
    bench.clock.advance(60_000);
    refuse(bench.socket());
    refuse(bench.socket());
    for (let passed = 0; passed < 3_000; passed += 10) {
      for (const poll of bench.pollsUnderWay()) poll.answer(null);
      bench.clock.advance(10);
    }
    expect(kinds(bench)).toEqual(['denied', 'unreachable']);
  });

  it('leaves nothing behind when it is stopped', () => {
    const bench = started();
    bench.socket().onClose('401', 'wrong-key');
    bench.connection.stop();
    expect(bench.clock.pending()).toBe(0);
  });
});
