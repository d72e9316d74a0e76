import { describe, expect, it } from 'vitest';
import { judge } from '../../../packages/check-client/src/judge.ts';
import { observe } from '../../../packages/check-client/src/observe.ts';
import { at, checked, closedIf, named, onlyWrong, TIMEOUT } from './checked.ts';
import { type Behaviour, HELLO, type Received, STATUS, startHandMadeClient } from './hand-made-client.ts';

/** A client whose monitoring can be set. */
const SETTING: Partial<Behaviour> = {
  hello: { ...HELLO, data: { ...HELLO.data, commands: ['set_monitoring', 'toggle_monitoring'] } },
  ack: ({ id, command }) =>
    command === 'set_monitoring'
      ? { type: 'ack', id, ok: true }
      : { type: 'ack', id, ok: false, error: { code: 'unsupported', message: '' } },
};

/** The monitoring that a message sets; null if it sets none. */
function onIn(message: Received | null): boolean | null {
  if (message?.command !== 'set_monitoring') return null;
  const { args } = message;
  return typeof args === 'object' && args !== null && 'on' in args && typeof args.on === 'boolean' ? args.on : null;
}

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
      ...[
        'details',
        'level',
        'growing answer',
        'key',
        'HTTP status',
        'HTTP and socket',
        'HTTP Origin',
        'HTTP Host',
        'HTTP key',
      ],
    ]);
    expect(client.status()).toEqual(STATUS);
    await client.stop();
  });

  it('that lets monitoring be set is asked twice, and has nothing to fix', async () => {
    const asked: unknown[] = [];
    const points = await checked({
      ...SETTING,
      onMessage(_, message, tell) {
        const on = onIn(message);
        if (on !== null) asked.push(on);
        if (on !== null) tell({ monitoring: on });
        return false;
      },
    });
    expect(asked).toEqual([false, false, true]);
    expect([...named(points, 'wrong'), ...named(points, 'warning')]).toEqual([]);
  });

  it('is at fault if it takes that for a toggle', async () => {
    let monitoring = true;
    const points = await checked({
      ...SETTING,
      onMessage(_, message, tell) {
        if (onIn(message) !== null) monitoring = !monitoring;
        tell({ monitoring });
        return false;
      },
    });
    expect(onlyWrong(points, 'commands').found).toMatch(/^set_monitoring: no status showed a change/);
  });

  it('needs no flags beside an exact phase', async () => {
    const { is_listening, is_speaking, wake_word_detected, ...rest } = STATUS;
    const points = await checked({ status: { ...rest, phase: 'ready' } }, { withCommands: false });
    expect([...named(points, 'wrong'), ...named(points, 'warning')]).toEqual([]);
    expect(points).toContainEqual(expect.objectContaining({ id: 'phase', found: 'phase ready' }));
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
    ['a flag for speaking with another phase', 'phase', { status: { ...STATUS, phase: 'ready', is_speaking: true } }],
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
