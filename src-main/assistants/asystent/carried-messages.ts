import type { CarriedProtocol } from '../carried-protocol.ts';
import { interpret } from './interpret.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import { commandBody, parseMessage } from './protocol.ts';

/** The client's messages for a kind that carries them otherwise than this one. */
export const CARRIED_MESSAGES: CarriedProtocol<Memory> = {
  initial: NO_MEMORY,
  status(before, raw, nowMs) {
    const frame = parseMessage('status', raw);
    if (frame?.kind !== 'status') return null;
    // A level that changes many times a second is for a socket, not for a broker.
    const memory = interpret(before, { ...frame.status, level: null }, 'socket', nowMs);
    return { memory, report: memory.report };
  },
  absent: (memory) => ({ ...memory, transport: null, report: null }),
  offer(raw) {
    const frame = parseMessage('hello', raw);
    if (frame?.kind !== 'offer') return null;
    const { offer, monitoring } = frame;
    // A toggle that comes twice is a toggle undone.
    if (monitoring === 'set_monitoring') return offer;
    return { ...offer, commands: offer.commands.filter((command) => command !== 'set_monitoring') };
  },
  ack(raw) {
    const frame = parseMessage('ack', raw);
    return frame?.kind === 'ack' ? frame.ack : null;
  },
  command: commandBody,
};
