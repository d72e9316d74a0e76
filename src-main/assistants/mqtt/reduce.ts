import type { CarriedProtocol } from '../carried-protocol.ts';
import {
  type AssistantReducer,
  news,
  type ReducerEvent,
  type ReducerInput,
  type ReducerStep,
} from '../reduced-assistant.ts';
import { beginMemory, type Memory } from './memory.ts';
import { type Message, outgoingFrame } from './wire.ts';

/**
 * The decisions of a client behind a broker. Retained messages come within moments of the subscription; after that, a client
 * without a status is not there. Its `state` is the only sign that it has gone. Pure.
 */

/** From the subscription to the time when all retained messages have come. */
const SETTLING_MS = 500;

export interface MqttReducerOptions<Reading> {
  readonly protocol: CarriedProtocol<Reading>;
  /** Tells our commands from those of all other overlays, and of ourselves before a restart: a client takes an id once. */
  readonly session: string;
  /** Named in commands, for clients that get no response topic. */
  readonly overlayId: string;
}

type Step<Reading> = ReducerStep<Memory<Reading>>;

export function mqttReducer<Reading>(options: MqttReducerOptions<Reading>): AssistantReducer<Message, Memory<Reading>> {
  const { protocol, session, overlayId } = options;

  function reduce(memory: Memory<Reading>, input: ReducerInput<Message>, nowMs: number): Step<Reading> {
    switch (input.kind) {
      case 'message':
        return take(memory, input.message, nowMs);
      case 'due':
        return settle({ ...memory, settlesAtMs: null, presence: known(memory.presence) });
      case 'command': {
        const id = `${session}-${input.id}`;
        const payload = JSON.stringify({ id, ...protocol.command(input.request), overlay: overlayId });
        return { memory, events: [], frames: [outgoingFrame({ kind: 'command', id, payload })] };
      }
      case 'gone':
        return same(beginMemory(protocol.absent(memory.reading)));
      case 'alive':
        return same(memory);
    }
  }

  function take(memory: Memory<Reading>, message: Message, nowMs: number): Step<Reading> {
    switch (message.kind) {
      case 'subscribed':
        return { memory: { ...memory, settlesAtMs: nowMs + SETTLING_MS }, events: [], frames: [ONLINE] };
      case 'own-state':
        // From an earlier connection of ours that was cut, or from another overlay with the same identity.
        return { memory, events: [], frames: message.isOnline ? [] : [ONLINE] };
      case 'state':
        return message.isOnline ? settle({ ...memory, presence: 'online' }) : leave(memory);
      case 'status':
        return takeStatus(memory, message, nowMs);
      case 'hello': {
        const offer = protocol.offer(message.raw);
        return offer === null ? same(memory) : settle({ ...memory, offer });
      }
      case 'ack':
        return takeAck(memory, message);
    }
  }

  function takeStatus(
    memory: Memory<Reading>,
    { raw, isRetained }: Extract<Message, { kind: 'status' }>,
    nowMs: number,
  ): Step<Reading> {
    // The broker keeps the last status of a client that is gone.
    if (isRetained && memory.presence === 'offline') return same(memory);
    const read = protocol.status(memory.reading, raw, nowMs);
    if (read === null) return same(memory);
    const presence = isRetained ? memory.presence : known(memory.presence);
    return settle({ ...memory, reading: read.memory, report: read.report, presence });
  }

  function takeAck(memory: Memory<Reading>, { raw, correlation }: Extract<Message, { kind: 'ack' }>): Step<Reading> {
    const ack = protocol.ack(raw);
    const id = correlation ?? ack?.id;
    if (ack === null || id === undefined || !id.startsWith(`${session}-`)) return same(memory);
    const answered = { ...ack, id: id.slice(session.length + 1) };
    return { memory, events: [{ kind: 'ack', ack: answered }], frames: [] };
  }

  /** Emit news, once it is known whether the client is there. */
  function settle(memory: Memory<Reading>): Step<Reading> {
    if (memory.presence === 'online' && memory.report !== null) {
      const { told, events } = news(memory.told, memory.report, memory.offer);
      return { memory: { ...memory, told, isToldGone: false }, events, frames: [] };
    }
    // Online, and without a status although all that is kept has come.
    const isMissing = memory.presence === 'online' && memory.settlesAtMs === null;
    return isMissing ? tellGone(memory) : same(memory);
  }

  function leave(memory: Memory<Reading>): Step<Reading> {
    return tellGone({ ...memory, presence: 'offline', reading: protocol.absent(memory.reading), report: null });
  }

  function tellGone(memory: Memory<Reading>): Step<Reading> {
    const events: readonly ReducerEvent[] = memory.isToldGone ? [] : [{ kind: 'unreachable' }];
    return { memory: { ...memory, told: { report: null, offer: null }, isToldGone: true }, events, frames: [] };
  }

  return {
    initial: beginMemory(protocol.initial),
    reduce,
    dueAtMs: ({ settlesAtMs }) => settlesAtMs,
    answers: () => true,
  };
}

const ONLINE = outgoingFrame({ kind: 'own-state', payload: 'online' });

/** A client that sends or is kept without ever saying `offline` is there. */
function known(presence: Memory<unknown>['presence']): Memory<unknown>['presence'] {
  return presence === 'unknown' ? 'online' : presence;
}

function same<Reading>(memory: Memory<Reading>): Step<Reading> {
  return { memory, events: [], frames: [] };
}
