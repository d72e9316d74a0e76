import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { describe, expect, it } from 'vitest';
import { plainEndpoint } from '../../../scripts/check-client/endpoint.ts';
import { judge } from '../../../scripts/check-client/judge.ts';
import { observe } from '../../../scripts/check-client/observe.ts';
import type { Point } from '../../../scripts/check-client/point.ts';
import { type Behaviour, HELLO, STATUS, startHandMadeClient, startHttp } from './hand-made-client.ts';

const at = (port: number, protocol = 'ws') => plainEndpoint(new URL(`${protocol}://127.0.0.1:${port}`));
const BODY = JSON.stringify({ ...STATUS, tts_playing: false, last_tts: '' });

/** The points with a verdict. */
function named(points: readonly Point[], verdict: Point['verdict']): readonly string[] {
  return points.filter((point) => point.verdict === verdict).map(({ name }) => name);
}

/** The one point that is wrong, with what is said of it. */
function onlyWrong(points: readonly Point[], name: string): Point {
  expect(named(points, 'wrong')).toEqual([name]);
  const point = points.find((candidate) => candidate.name === name);
  if (point === undefined) throw new Error(`no point ${name}`);
  expect(point.advice).toMatch(/\.$/);
  return point;
}

async function checked(
  behaviour: Partial<Behaviour>,
  { withCommands = true, http }: { withCommands?: boolean; http?: Parameters<typeof startHttp>[0] } = {},
): Promise<readonly Point[]> {
  const client = await startHandMadeClient(behaviour);
  const poll = http === undefined ? null : await startHttp(http);
  try {
    return judge(
      await observe({ socket: at(client.port), http: poll === null ? null : at(poll.port, 'http'), withCommands }),
    );
  } finally {
    await client.stop();
    await poll?.stop();
  }
}

/** What listens with plain TCP, or HTTP. */
async function checkedServer(server: Server): Promise<readonly Point[]> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return judge(await observe({ socket: at(port), http: null, withCommands: false }));
  } finally {
    server.close();
  }
}

/** The longest waits are for answers that don't come: a pong, an ack. */
const TIMEOUT = { timeout: 20_000 };

describe.concurrent('a client that does everything right', TIMEOUT, () => {
  it('of version 1 has nothing to mend', async () => {
    const points = await checked({});
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'warning')).toEqual([]);
  });

  it('of version 2 neither, and is as it was afterwards', async () => {
    const client = await startHandMadeClient({ hello: HELLO });
    const points = judge(await observe({ socket: at(client.port), http: null, withCommands: true }));
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'warning')).toEqual([]);
    expect(named(points, 'not-tried')).toEqual([
      ...['key', 'HTTP status', 'HTTP and socket', 'HTTP Origin', 'HTTP Host', 'HTTP key'],
    ]);
    expect(client.status()).toEqual(STATUS);
    await client.stop();
  });

  it('is not told any command without --commands', async () => {
    const commands: unknown[] = [];
    const points = await checked(
      {
        onMessage(_, message) {
          if (message?.type === 'command') commands.push(message.command);
          return false;
        },
      },
      { withCommands: false },
    );
    expect(commands).toEqual(['check_client_unknown']);
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'not-tried')).toContain('commands');
  });
});

describe.concurrent('each fault of a socket is named by its point', TIMEOUT, () => {
  const faults: readonly [string, string, RegExp, Partial<Behaviour>][] = [
    ['no status at first', 'first status', /nothing came/, { onJoin: () => {} }],
    [
      'a status too late',
      'first status',
      /nothing came/,
      { onJoin: (socket, frame) => void setTimeout(() => socket.send(frame), 2_500) },
    ],
    [
      'a message of another type at first',
      'first status',
      /no status/,
      { onJoin: (socket) => socket.send('{"type":"welcome"}') },
    ],
    [
      'bytes instead of text',
      'frames',
      /binary/,
      { frame: (status) => Buffer.from(JSON.stringify({ type: 'status', data: status })) },
    ],
    [
      'a frame that is too large',
      'frames',
      /256 KiB/,
      { frame: (status) => JSON.stringify({ type: 'status', data: { ...status, text: 'x'.repeat(300_000) } }) },
    ],
    ['no JSON', 'JSON', /no JSON: Ready/, { frame: () => 'Ready' }],
    ['a list', 'JSON', /no object/, { frame: () => '[1]' }],
    ['fields without an envelope', 'JSON', /no type/, { frame: (status) => JSON.stringify(status) }],
    [
      'a field of another type',
      'fields',
      /^data\.monitoring must be boolean, and is "yes"$/,
      { status: { ...STATUS, monitoring: 'yes' } },
    ],
    [
      'a field that is missing',
      'fields',
      /^data\.wake_word_detected is missing$/,
      { status: { ...STATUS, wake_word_detected: undefined } },
    ],
    ['no data', 'fields', /^data is missing$/, { frame: () => '{"type":"status"}' }],
    [
      'nothing for the second overlay',
      'second overlay',
      /no status within 2 s/,
      { onJoin: (socket, frame, index) => index !== 2 && socket.send(frame) },
    ],
    [
      'the second overlay is thrown out',
      'second overlay',
      /closed \(1013\)/,
      { onJoin: (socket, frame, index) => (index === 2 ? socket.close(1013) : socket.send(frame)) },
    ],
    [
      'changes for the first overlay only',
      'broadcast',
      /reached only one/,
      { told: (overlays) => overlays.slice(0, 1), changeEveryMs: 200 },
    ],
    ['no pong', 'ping', /5 s/, { options: { autoPong: false } }],
    [
      'an end over a frame of an unknown type',
      'unknown frames',
      /closed the socket \(1002\)/,
      { onMessage: (socket, message) => closedIf(socket, message?.type === 'check_client_unknown') },
    ],
    [
      'an end over hello',
      'hello',
      /closed the socket/,
      { onMessage: (socket, message) => closedIf(socket, message?.type === 'hello') },
    ],
    [
      'a hello of which half is missing',
      'hello',
      /^data\.client is missing; data\.settings is missing$/,
      { hello: { type: 'hello', data: { protocol: 2, commands: ['toggle_monitoring'] } } },
    ],
    [
      'an end over an unknown command',
      'unknown command',
      /closed the socket/,
      { onMessage: (socket, message) => closedIf(socket, message?.command === 'check_client_unknown') },
    ],
    [
      'no ack of an unknown command',
      'unknown command',
      /no ack/,
      {
        hello: HELLO,
        ack: ({ id, command }) => (command === 'toggle_monitoring' ? { type: 'ack', id, ok: true } : null),
      },
    ],
    [
      'an ack for everything',
      'unknown command',
      /carried out/,
      { hello: HELLO, ack: ({ id }) => ({ type: 'ack', id, ok: true }) },
    ],
    [
      'another code',
      'unknown command',
      /refused as failed/,
      {
        hello: HELLO,
        ack: ({ id, command }) =>
          command === 'toggle_monitoring'
            ? { type: 'ack', id, ok: true }
            : { type: 'ack', id, ok: false, error: { code: 'failed', message: '' } },
      },
    ],
    [
      'an ack with another id',
      'commands',
      /has the id "1" instead of "check-client-1"/,
      {
        hello: HELLO,
        ack: ({ id, command }) =>
          command === 'toggle_monitoring'
            ? { type: 'ack', id: '1', ok: true }
            : { type: 'ack', id, ok: false, error: { code: 'unsupported', message: '' } },
      },
    ],
    [
      'a refusal of what is offered',
      'commands',
      /refused, though it is offered/,
      {
        hello: HELLO,
        ack: ({ id, command }) => ({
          ...{ type: 'ack', id, ok: false },
          error: { code: command === 'toggle_monitoring' ? 'busy' : 'unsupported', message: '' },
        }),
      },
    ],
    [
      'a command without effect',
      'commands',
      /no status showed a change/,
      { onMessage: (_, message) => message?.command === 'toggle_monitoring' },
    ],
    [
      'an end over a command',
      'commands',
      /closed \(1002\)/,
      { onMessage: (socket, message) => closedIf(socket, message?.command === 'toggle_monitoring') },
    ],
    [
      'an Origin that is let in',
      'Origin',
      /let in \(101\)/,
      { refusal: ({ headers }) => (/^127\.0\.0\.1:/.test(headers.host ?? '') ? null : 403) },
    ],
    [
      'a Host that is let in',
      'Host',
      /let in \(101\)/,
      { refusal: ({ headers }) => (headers.origin === undefined ? null : 403) },
    ],
    ['a key without TLS', 'handshake', /key/, { refusal: () => 401 }],
    ['an upgrade that is refused', 'handshake', /404/, { refusal: () => 404 }],
  ];

  it.each(faults)('%s: %s', async (_, name, found, behaviour) => {
    const points = await checked(behaviour);
    expect(onlyWrong(points, name).found).toMatch(found);
    expect(named(points, 'warning')).toEqual([]);
  });

  it('nobody there: reachable', async () => {
    const client = await startHandMadeClient();
    await client.stop();
    const points = judge(await observe({ socket: at(client.port), http: null, withCommands: true }));
    expect(onlyWrong(points, 'reachable').found).toMatch(/nothing listens/);
  });

  it('somebody who says nothing: reachable', async () => {
    expect(onlyWrong(await checkedServer(createServer(() => {})), 'reachable').found).toMatch(/said nothing/);
  });

  it('a wrong answer to the challenge: handshake', async () => {
    const points = await checkedServer(upgradeWith(() => 'Sec-WebSocket-Accept: bm90IHRoYXQ=\r\n'));
    expect(onlyWrong(points, 'handshake').found).toMatch(/Sec-WebSocket-Accept/);
  });

  it('compression that nobody asked for: compression', async () => {
    const extension = 'Sec-WebSocket-Extensions: permessage-deflate\r\n';
    const points = await checkedServer(upgradeWith((accept) => `Sec-WebSocket-Accept: ${accept}\r\n${extension}`));
    expect(onlyWrong(points, 'compression').found).toMatch(/permessage-deflate/);
  });

  it('what is no frame: frames', async () => {
    // A text frame with a reserved bit.
    const points = await checkedServer(
      upgradeWith((accept) => `Sec-WebSocket-Accept: ${accept}\r\n`, Buffer.from([0xf1, 1, 65])),
    );
    expect(onlyWrong(points, 'frames').found).toMatch(/WS_ERR/);
  });
});

describe.concurrent('what is no fault, but worth a look', TIMEOUT, () => {
  const looks: readonly [string, string, Partial<Behaviour>][] = [
    [
      'an end over what is no object',
      'text that is no JSON',
      { onMessage: (socket, message) => closedIf(socket, message === null) },
    ],
    [
      'frames that say nothing new',
      'changes only',
      {
        onJoin(socket, frame) {
          socket.send(frame);
          socket.send(frame);
        },
      },
    ],
    ['a word for speaking without the flag', 'phase', { status: { ...STATUS, status: 'mówię' } }],
  ];

  it.each(looks)('%s: %s', async (_, name, behaviour) => {
    const points = await checked(behaviour);
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'warning')).toEqual([name]);
  });
});

describe.concurrent('each fault over HTTP is named by its point', TIMEOUT, () => {
  const honest = (body: string) => (request: { headers: { host?: string | undefined } }) =>
    /^127\.0\.0\.1:/.test(request.headers.host ?? '') ? { code: 200, body } : { code: 403, body: '' };

  it('is nothing where nothing is wrong', async () => {
    const points = await checked({}, { http: honest(BODY) });
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'not-tried')).toEqual(['key', 'HTTP key']);
  });

  const faults: readonly [string, string, RegExp, Parameters<typeof startHttp>[0]][] = [
    ['another answer', 'HTTP status', /404/, () => ({ code: 404, body: '' })],
    ['a page', 'HTTP status', /no JSON object/, honest('<html></html>')],
    ['an envelope', 'HTTP status', /envelope/, honest(JSON.stringify({ type: 'status', data: STATUS }))],
    ['a missing field', 'HTTP status', /tts_playing is missing/, honest(JSON.stringify({ ...STATUS, last_tts: '' }))],
    [
      'what the socket does not say',
      'HTTP and socket',
      /^status differ/,
      honest(JSON.stringify({ ...JSON.parse(BODY), status: 'myślę' })),
    ],
    ['a Host that is let in', 'HTTP Host', /let in \(200\)/, () => ({ code: 200, body: BODY })],
    [
      'a permission for all pages',
      'HTTP Origin',
      /\*/,
      (request) => ({ ...honest(BODY)(request), headers: { 'Access-Control-Allow-Origin': '*' } }),
    ],
  ];

  it.each(faults)('%s: %s', async (_, name, found, http) => {
    expect(onlyWrong(await checked({}, { http, withCommands: false }), name).found).toMatch(found);
  });
});

function closedIf(socket: { close(code: number): void }, isOver: boolean): boolean {
  if (isOver) socket.close(1002);
  return isOver;
}

/** Answers every upgrade of an overlay with 101 and these headers, refuses those of strangers, and sends `then`. */
function upgradeWith(headers: (accept: string) => string, then: Buffer = Buffer.alloc(0)): Server {
  return createServer((connection) => {
    connection.on('error', () => {});
    connection.once('data', (request) => {
      if (/^Origin:|^Host: example/im.test(String(request))) {
        connection.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      const key = /Sec-WebSocket-Key: (.+)\r\n/i.exec(String(request))?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      const head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
      connection.write(`${head}${headers(accept)}\r\n`);
      connection.write(then);
    });
  });
}
