import { describe, expect, it } from 'vitest';
import { messageLength, rootWindow, type XEvent, xRequest } from '../../src-main/desktop/x-connection.ts';
import { connectToFakeX, FAKE_ROOT_WINDOW, greeting, xError, xEvent, xReply } from './fake-x-server.ts';

it('the root window stands behind the name of the vendor, which is padded, and the pixel formats', () => {
  expect(rootWindow(greeting())).toBe(FAKE_ROOT_WINDOW);
});

it('a request says how long it is, in units of four bytes', () => {
  expect([...xRequest(98, 7, Buffer.from('12345'))]).toEqual([98, 7, 3, 0, 49, 50, 51, 52, 53, 0, 0, 0]);
});

describe('the length of a message', () => {
  it.each([
    ['nothing yet', Buffer.alloc(31), null],
    ['an error', xError(1), 32],
    ['an event', xEvent(12, 0, Buffer.alloc(8)), 32],
    ['a generic event', xEvent(35, 0, Buffer.alloc(8)), 40],
    ['a generic event of another client', xEvent(35 | 0x80, 0, Buffer.alloc(8)), 40],
    ['a reply', xReply(1, [], 0, Buffer.alloc(8)), 40],
  ])('%s', (_, received, length) => {
    expect(messageLength(received)).toBe(length);
  });
});

describe.skipIf(process.platform === 'win32')('a connection', () => {
  const request = (detail: number) => xRequest(1, detail, Buffer.alloc(0));
  /** Answers with the byte after the request's opcode, unless that is 0. */
  const echo = (asked: Buffer, sequence: number) =>
    asked.readUInt8(1) === 0 ? null : xReply(sequence, [], asked.readUInt8(1));
  const echoed = (reply: Buffer) => reply.readUInt8(1);

  it('gives each request its own reply, also when several are on their way', async () => {
    const { x } = await connectToFakeX(echo);
    x.send(request(0));
    const replies = await Promise.all([x.ask(request(5)), x.ask(request(6))]);
    expect(replies.map(echoed)).toEqual([5, 6]);
  });

  it('rejects the request that an error answers, and no other', async () => {
    const { x } = await connectToFakeX((asked, sequence) =>
      [0, 9].includes(asked.readUInt8(1)) ? xError(sequence) : echo(asked, sequence),
    );
    x.send(request(0));
    const refused = x.ask(request(9));
    const answered = x.ask(request(5));
    await expect(refused).rejects.toThrow('answers with an error');
    expect(echoed(await answered)).toBe(5);
  });

  it('finds its replies when the numbers of the requests begin anew after 65,535', async () => {
    const { x } = await connectToFakeX(echo);
    for (let sent = 0; sent < 65_534; sent += 1) x.send(request(0));
    expect((await Promise.all([x.ask(request(5)), x.ask(request(6)), x.ask(request(7))])).map(echoed)).toEqual([
      5, 6, 7,
    ]);
  });

  it('passes on events, also between a request and its reply', async () => {
    const generic = xEvent(35, 140, Buffer.alloc(8));
    const { x } = await connectToFakeX((asked, sequence) =>
      Buffer.concat([xEvent(12 | 0x80), generic, echo(asked, sequence) ?? Buffer.alloc(0)]),
    );
    const events: XEvent[] = [];
    x.onEvent((event) => events.push(event));
    expect(echoed(await x.ask(request(5)))).toBe(5);
    expect(events).toEqual([
      { code: 12, extension: null, data: xEvent(12 | 0x80) },
      { code: 35, extension: 140, data: generic },
    ]);
  });

  it('knows an extension by its numbers', async () => {
    const { x } = await connectToFakeX((asked, sequence) =>
      xReply(sequence, asked.toString('latin1', 8).startsWith('DPMS') ? [1, 140, 92] : [0, 0, 0]),
    );
    expect(await x.extension('DPMS')).toEqual({ majorOpcode: 140, firstEvent: 92 });
    expect(await x.extension('SHAPE')).toBeNull();
  });

  it('says when it has ended, and rejects what is on its way', async () => {
    const { x, hangUp } = await connectToFakeX(() => null);
    const unanswered = x.ask(request(1));
    hangUp();
    await expect(unanswered).rejects.toThrow('ended');
    await x.ended;
  });

  it('rejects what is asked after its end', async () => {
    const { x } = await connectToFakeX(() => null);
    x.close();
    await x.ended;
    await expect(x.ask(request(1))).rejects.toThrow('ended');
  });
});
