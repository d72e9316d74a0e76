import { describe, expect, it } from 'vitest';
import { checked, closedIf, named, onlyWrong, TIMEOUT } from './checked.ts';
import { type Behaviour, HELLO, STATUS } from './hand-made-client.ts';

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
      { receivers: (overlays) => overlays.slice(0, 1), changeEveryMs: 200 },
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
      {
        hello: HELLO,
        onMessage(socket, message) {
          if (message?.command !== 'toggle_monitoring') return false;
          socket.send(JSON.stringify({ type: 'ack', id: message.id, ok: true }));
          return true;
        },
      },
    ],
    [
      'monitoring that is switched off and never on again',
      'commands',
      /no status showed a change/,
      {
        onMessage(_, message, tell) {
          if (message?.command === 'toggle_monitoring') tell({ monitoring: false });
          return message?.command === 'toggle_monitoring';
        },
      },
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
    ['a key without TLS', 'handshake', /key/, { refusal: () => 401 }],
    ['an upgrade that is refused', 'handshake', /404/, { refusal: () => 404 }],
  ];

  it.each(faults)('%s: %s', async (_, name, found, behaviour) => {
    const points = await checked(behaviour);
    expect(onlyWrong(points, name).found).toMatch(found);
    expect(named(points, 'warning')).toEqual([]);
  });

  it('a Host that is accepted, when web pages are accepted too', async () => {
    const points = await checked({ refusal: () => null }, { withCommands: false });
    expect(named(points, 'wrong')).toEqual(['Origin', 'Host']);
  });
});
