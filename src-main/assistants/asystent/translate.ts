import type { AssistantEvent } from '../assistant.ts';
import type { ConnectionEvent } from './connection.ts';
import { interpret } from './interpret.ts';
import type { Memory } from './memory.ts';

/**
 * Translate an event of the connection into those of an assistant. Pure.
 * @param nowMs the monotonic clock.
 */
export function translate(
  memory: Memory,
  event: ConnectionEvent,
  nowMs: number,
): { readonly memory: Memory; readonly events: readonly AssistantEvent[] } {
  switch (event.kind) {
    case 'status': {
      const { status, transport, port } = event;
      const next = interpret(memory, status, transport, nowMs);
      const report = { kind: 'report', report: next.report, transport, port } as const;
      // A poll's body repeats a request that was made once.
      const action = transport === 'socket' ? status.action : null;
      return { memory: next, events: action === null ? [report] : [report, { kind: 'action', action }] };
    }
    case 'socket-closed':
    case 'socket-dropped':
      return { memory: { ...memory, transport: null }, events: [event] };
    case 'unreachable':
    case 'denied':
      return { memory: { ...memory, transport: null, report: null }, events: [event] };
    case 'offer':
    case 'ack':
      return { memory, events: [event] };
  }
}
