import { isDeepStrictEqual } from 'node:util';
import type { Standing } from '../../src-shared/client-state.ts';
import type { AssistantEvent } from '../assistants/assistant.ts';

/** Return a client's standing after an event: the same object when nothing changes. Pure. */
export function standingAfter(before: Standing, event: AssistantEvent): Standing {
  const after = standingOf(event);
  return after === null || isDeepStrictEqual(after, before) ? before : after;
}

function standingOf(event: AssistantEvent): Standing | null {
  switch (event.kind) {
    case 'report':
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
    case 'action':
      return null;
  }
}
