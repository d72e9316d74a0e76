import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BUS, type BusSignal, connectToBus } from '../../src-main/desktop/bus-connection.ts';
import { busError, busReply, busSignal, listenAsBus } from './fake-bus.ts';

describe.skipIf(process.platform === 'win32')('a connection', () => {
  const call = { ...BUS, member: 'NameHasOwner', signature: 's', body: ['a'] } as const;
  const HELLO = 1;

  /** Connect to a bus that greets, and that a test controls from then on. */
  const connect = async (onCall: (serial: number, socket: Socket) => void) => {
    const path = await listenAsBus((serial, socket) => {
      if (serial === HELLO) socket.write(busReply(serial, 's', ':1.7'));
      else onCall(serial, socket);
    });
    return connectToBus(path);
  };

  it('gives each call its own answer, in whatever order they come', async () => {
    const bus = await connect((serial, socket) => {
      if (serial === 4)
        socket.write(Buffer.concat([busReply(4, 'b', true), busError(3), busSignal('a', 'b', ''), busReply(2)]));
    });
    const [two, three, four] = [bus.call(call), bus.call(call), bus.call(call)];
    await expect(three).rejects.toThrow('answers with an error');
    expect(await four).toEqual([true]);
    expect(await two).toEqual([]);
  });

  it('passes on signals, also when they come byte by byte', async () => {
    const bytes = Buffer.concat([busSignal('org.a', 'Changed', 'b', true), busSignal('org.b', 'Went', 'ss', 'x', 'y')]);
    const bus = await connect((serial, socket) => {
      socket.setNoDelay(true);
      const next = (at: number) => {
        if (at < bytes.length) socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
        else socket.write(busReply(serial));
      };
      next(0);
    });
    const signals: BusSignal[] = [];
    bus.onSignal((signal) => signals.push(signal));
    await bus.call(call);
    expect(signals.map(({ interface: sender, member }) => `${sender} ${member}`)).toEqual([
      'org.a Changed',
      'org.b Went',
    ]);
    expect(signals.map(({ body }) => body)).toEqual([[true], ['x', 'y']]);
  });

  it.each([
    ['hangs up', (socket: Socket) => socket.destroy()],
    ['speaks another byte order', (socket: Socket) => socket.write(Buffer.alloc(16, 'B'))],
    ['announces more than any bus sends', (socket: Socket) => socket.write(busReply(2).fill(255, 12, 16))],
    ['contradicts itself', (socket: Socket) => socket.write(busReply(2, 'b', true).fill(255, 20, 21))],
  ])('ends when the bus %s, and rejects what is on its way', async (_, act) => {
    const bus = await connect((_serial, socket) => void act(socket));
    await expect(bus.call(call)).rejects.toThrow('ended');
    await bus.ended;
    await expect(bus.call(call)).rejects.toThrow('ended');
  });
});
