import { describe, expect, it } from 'vitest';
import type { AssistantEvent } from '../../../src-main/assistants/assistant.ts';
import { CARRIED_MESSAGES } from '../../../src-main/assistants/asystent/carried-messages.ts';
import { createMqtt, versionAfter } from '../../../src-main/assistants/mqtt/mqtt.ts';
import { type BrokerSession, NO_ANSWER, WRONG_VERSION } from '../../../src-main/assistants/mqtt/session.ts';
import { deliveryFrame } from '../../../src-main/assistants/mqtt/wire.ts';
import type { SocketHandlers } from '../../../src-main/assistants/web-socket.ts';
import { createFakeClock } from '../../fake-clock.ts';

const TOPIC = 'asystent/kitchen';
const ACK = 'asystent/overlay/o1/ack';
const OWN_STATE = 'asystent/overlay/o1/state';
const ADDRESS = {
  kind: 'mqtt',
  host: 'broker.local',
  port: 1883,
  isEncrypted: false,
  certificate: null,
  topic: TOPIC,
} as const;
const HELLO = { protocol: 2, commands: ['stop_tts', 'toggle_monitoring'] };

/** Follow a client over a broker that the test controls. */
function start({ login = null }: { readonly login?: string | null } = {}) {
  const clock = createFakeClock();
  const events: AssistantEvent[] = [];
  const connections: { readonly session: BrokerSession; readonly handlers: SocketHandlers }[] = [];
  const published: object[] = [];
  const assistant = createMqtt({
    address: ADDRESS,
    overlay: { id: 'o1', name: 'desk', version: '1' },
    protocol: CARRIED_MESSAGES,
    readSecret: () => ({ login, certificate: null }),
    clock,
    random: () => 0.5,
    onEvent: (event) => void events.push(event),
    onTrace() {},
    openBroker(session, handlers) {
      connections.push({ session, handlers });
      return {
        send(frame) {
          published.push(JSON.parse(frame) as object);
          return true;
        },
        ping() {},
        close() {},
        terminate() {},
      };
    },
  });
  assistant.start();
  const handlers = () => connections.at(-1)?.handlers;
  const deliver = (topic: string, payload: string | object, isRetained = false, correlation: string | null = null) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    handlers()?.onMessage(deliveryFrame({ kind: 'publish', topic, payload: text, isRetained, correlation }));
  };
  return {
    assistant,
    clock,
    events,
    connections,
    published,
    deliver,
    subscribed() {
      handlers()?.onOpen();
      handlers()?.onMessage(deliveryFrame({ kind: 'subscribed' }));
    },
    say: (name: string, payload: string | object, isRetained = false) =>
      deliver(`${TOPIC}/${name}`, payload, isRetained),
    close: (reason: string, denial?: 'wrong-key') => handlers()?.onClose(reason, denial),
    kinds: () => events.map(({ kind }) => kind),
  };
}

describe('who is there', () => {
  it('is told by what the broker keeps', () => {
    const { subscribed, say, events } = start();
    subscribed();
    say('state', 'online', true);
    say('hello', { protocol: 2, client: { name: 'Kitchen', version: '3' }, commands: ['stop_tts'] }, true);
    say('status', { phase: 'thinking', heard: 'what time is it' }, true);
    expect(events).toMatchObject([
      { kind: 'report', report: { phase: 'thinking', heard: 'what time is it' }, transport: 'socket', port: 1883 },
      { kind: 'offer', offer: { name: 'Kitchen', commands: ['stop_tts'] } },
    ]);
  });

  it('is nobody, of whom the broker keeps the last status and that it was the last', () => {
    const { subscribed, say, kinds, clock } = start();
    subscribed();
    say('status', { phase: 'listening' }, true);
    say('state', 'offline', true);
    say('status', { phase: 'speaking' }, true);
    clock.advance(5_000);
    expect(kinds()).toEqual(['unreachable']);
    say('state', 'online');
    expect(kinds()).toEqual(['unreachable']);
  });

  it('is nobody, if nothing is kept; the connection to the broker stays', () => {
    const { subscribed, kinds, clock, connections, say } = start();
    subscribed();
    clock.advance(400);
    expect(kinds()).toEqual([]);
    clock.advance(100);
    expect(kinds()).toEqual(['unreachable']);
    expect(connections).toHaveLength(1);
    say('status', { phase: 'ready' });
    expect(kinds()).toEqual(['unreachable', 'report', 'offer']);
  });

  it('is one that has a status and no state', () => {
    const { subscribed, say, kinds, clock } = start();
    subscribed();
    say('status', { phase: 'ready' }, true);
    expect(kinds()).toEqual([]);
    clock.advance(500);
    expect(kinds()).toEqual(['report', 'offer']);
  });

  it('goes by its will alone, and its old status does not come back with it', () => {
    const { subscribed, say, events, kinds, assistant } = start();
    subscribed();
    say('state', 'online', true);
    say('status', { phase: 'speaking', text: 'Before.', turn: 1 });
    say('state', 'offline');
    say('state', 'offline');
    expect(kinds()).toEqual(['report', 'offer', 'unreachable']);
    expect(assistant.send({ command: 'stop_tts' })).toEqual({ sent: false, reason: 'not-offered' });
    say('state', 'online');
    expect(kinds()).toEqual(['report', 'offer', 'unreachable']);
    say('status', { phase: 'ready' });
    expect(events.at(-2)).toMatchObject({ kind: 'report', report: { phase: 'ready', answer: null } });
  });

  it('may say its new status before it says that it is there again', () => {
    const { subscribed, say, kinds } = start();
    subscribed();
    say('state', 'offline', true);
    say('status', { phase: 'ready' });
    expect(kinds()).toEqual(['unreachable']);
    say('state', 'online');
    expect(kinds()).toEqual(['unreachable', 'report', 'offer']);
  });

  it('is unknown again once the broker is lost', () => {
    const { subscribed, say, close, kinds, clock, connections } = start();
    subscribed();
    say('state', 'online', true);
    say('status', { phase: 'ready' }, true);
    close('closed');
    clock.advance(2_500);
    expect(connections).toHaveLength(2);
    subscribed();
    clock.advance(500);
    expect(kinds()).toEqual(['report', 'offer', 'socket-closed', 'unreachable']);
  });
});

describe('what is no message', () => {
  it.each(['', '{', '[]', 'null', '7', '"online"', '{"status":'])('%j changes nothing on any topic', (garbage) => {
    const { subscribed, say, deliver, kinds, clock } = start();
    subscribed();
    for (const name of ['status', 'hello', 'state', 'command', 'more']) say(name, garbage, true);
    deliver(ACK, garbage);
    deliver(OWN_STATE, garbage);
    clock.advance(500);
    expect(kinds()).toEqual(['unreachable']);
  });

  it('is an action in a status: one that is kept would be done by every overlay that comes [SEC-MQTT-OTHERS]', () => {
    const { subscribed, say, kinds } = start();
    subscribed();
    say('status', { phase: 'ready', action: 'quit' });
    expect(kinds()).toEqual(['report', 'offer']);
  });

  it('is a level of the microphone', () => {
    const { subscribed, say, events } = start();
    subscribed();
    say('status', { phase: 'listening', level: 0.4 });
    say('status', { phase: 'listening', level: 0.5 });
    expect(events).toMatchObject([{ kind: 'report', report: { level: null } }, { kind: 'offer' }]);
  });
});

describe('commands', () => {
  it('have an id that no other overlay has, and name the overlay', () => {
    const { assistant, subscribed, say, published } = start();
    expect(assistant.send({ command: 'stop_tts' })).toEqual({ sent: false, reason: 'no-link' });
    subscribed();
    say('hello', HELLO, true);
    say('status', { phase: 'speaking' });
    expect(assistant.send({ command: 'stop_tts' })).toEqual({ sent: true, id: '1' });
    const id = 'zik0zk-1';
    expect(published.at(-1)).toEqual({
      kind: 'command',
      id,
      payload: JSON.stringify({ id, command: 'stop_tts', overlay: 'o1' }),
    });
  });

  it('are never toggles', () => {
    const { assistant, subscribed, say } = start();
    subscribed();
    say('hello', HELLO, true);
    say('status', { phase: 'ready' });
    const sent = assistant.send({ command: 'set_monitoring', args: { on: false } });
    expect(sent).toEqual({ sent: false, reason: 'not-offered' });
  });

  it('are answered by what correlates with them, or has their id', () => {
    const { assistant, subscribed, say, deliver, events } = start();
    subscribed();
    say('hello', HELLO, true);
    say('status', { phase: 'speaking' });
    assistant.send({ command: 'stop_tts' });
    assistant.send({ command: 'stop_tts' });
    deliver(ACK, { id: 'of-another-overlay-1', ok: true });
    deliver(ACK, { id: 'zik0zk-1', ok: true }, true);
    expect(events.at(-1)?.kind).toBe('offer');
    deliver(ACK, { id: 'zik0zk-1', ok: true });
    expect(events.at(-1)).toEqual({ kind: 'ack', ack: { id: '1', rejection: null } });
    deliver(ACK, { id: '', ok: false, error: { code: 'busy', message: 'Later.' } }, false, 'zik0zk-2');
    expect(events.at(-1)).toMatchObject({ kind: 'ack', ack: { id: '2', rejection: { message: 'Later.' } } });
  });
});

describe('this overlay', () => {
  it('says that it is there, and again when the will of a lost connection says otherwise', () => {
    const { subscribed, deliver, published } = start();
    subscribed();
    expect(published).toEqual([{ kind: 'own-state', payload: 'online' }]);
    deliver(OWN_STATE, 'online', true);
    expect(published).toHaveLength(1);
    deliver(OWN_STATE, 'offline');
    expect(published).toHaveLength(2);
  });
});

describe('the broker', () => {
  it('is left alone for a minute after it has refused the login [REL-MQTT-DENIES] [SEC-MQTT-LOGIN]', () => {
    const { close, connections, clock, events } = start({ login: 'desk:wrong' });
    expect(connections[0]?.session.secret.login).toBe('desk:wrong');
    close('refused 134', 'wrong-key');
    expect(events).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    clock.advance(60_000);
    expect(connections).toHaveLength(1);
    clock.advance(15_000);
    expect(connections).toHaveLength(2);
  });

  it('may take its time for a pong while thousands come back to it [REL-MQTT-HANGS] [REL-MQTT-STORM]', () => {
    const { subscribed, say, kinds, clock } = start();
    subscribed();
    say('state', 'online', true);
    say('status', { phase: 'ready' }, true);
    clock.advance(10_000 + 14_999);
    expect(kinds()).toEqual(['report', 'offer']);
    clock.advance(1);
    expect(kinds()).toEqual(['report', 'offer', 'socket-dropped']);
  });

  it('may take its time for the first answer while thousands come back to it [REL-MQTT-STORM]', () => {
    const { connections, clock } = start();
    clock.advance(29_999);
    expect(connections).toHaveLength(1);
    clock.advance(1_001);
    expect(connections).toHaveLength(2);
  });

  it('is asked for version 5 first, and for 3.1.1 where it does not know that [REL-MQTT-OLD]', () => {
    const { close, connections, clock } = start();
    close(WRONG_VERSION);
    clock.advance(2_500);
    expect(connections.map(({ session }) => session.version)).toEqual([5, 4]);
  });

  it.each([
    [5, WRONG_VERSION, 4],
    [5, NO_ANSWER, 4],
    [5, 'ECONNREFUSED', 5],
    [5, 'closed', 5],
    [4, NO_ANSWER, 5],
    [4, WRONG_VERSION, 5],
    [4, 'closed', 4],
  ] as const)('of version %d, ended by "%s", is asked for %d', (version, reason, next) => {
    expect(versionAfter(version, reason)).toBe(next);
  });
});
