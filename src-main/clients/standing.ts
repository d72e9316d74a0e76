import type { Standing } from '../../src-shared/settings-contract.ts';
import type { ConnectionEvent } from '../assistants/asystent/connection.ts';

/** Return how a client stands after an event of its connection: the same object when nothing changes. Pure. */
export function standingAfter(before: Standing, event: ConnectionEvent): Standing {
  const after = standingOf(event);
  return after === null || isSame(after, before) ? before : after;
}

function standingOf(event: ConnectionEvent): Standing | null {
  switch (event.kind) {
    case 'status':
      return { kind: event.transport, port: event.port };
    case 'socket-closed':
    case 'socket-dropped':
      return { kind: 'looking' };
    case 'unreachable':
      return { kind: 'missing' };
    case 'denied':
      return { kind: 'denied', reason: event.denial };
    case 'offer':
    case 'ack':
      return null;
  }
}

function isSame(a: Standing, b: Standing): boolean {
  if (a.kind === 'denied' && b.kind === 'denied') return a.reason === b.reason;
  return a.kind === b.kind && ('port' in a ? 'port' in b && a.port === b.port : true);
}
