import { describe, expect, it } from 'vitest';
import { judge } from '../../../packages/check-client/src/judge.ts';
import { observe } from '../../../packages/check-client/src/observe.ts';
import { at, checked, closedIf, named, TIMEOUT } from './checked.ts';
import { type Behaviour, HELLO, STATUS, startHandMadeClient } from './hand-made-client.ts';

describe.concurrent('a client that does everything right', TIMEOUT, () => {
  it('of version 1 has nothing to fix', async () => {
    const points = await checked({});
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'warning')).toEqual([]);
  });

  it('of version 2 has nothing to fix either, and is unchanged afterwards', async () => {
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

  it('gets no real command without --commands', async () => {
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

describe.concurrent('a warning for each oddity that is no fault', TIMEOUT, () => {
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
    ['a missing field', 'fields', { status: { ...STATUS, wake_word_detected: undefined } }],
    [
      'a foreign name, where web pages are refused',
      'Host',
      { refusal: ({ headers }) => (headers.origin ? 403 : null) },
    ],
    [
      'buttons that do nothing, in version 1',
      'commands',
      { onMessage: (_socket, message) => message?.type === 'command' },
    ],
  ];

  it.each(looks)('%s: %s', async (_, name, behaviour) => {
    const points = await checked(behaviour);
    expect(named(points, 'wrong')).toEqual([]);
    expect(named(points, 'warning')).toEqual([name]);
  });
});
