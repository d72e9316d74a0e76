import type { Denial } from '../../src-shared/overlay-state.ts';
import type { OnTrace, TraceEvent } from './trace.ts';

/** Return a listener that writes the transitions of a trace to the log. A denial that repeats is written once. */
export function logTrace(log: (message: string) => void): OnTrace {
  let denial: Denial | null = null;
  return (event) => {
    const isRepeated = event.kind === 'denied' && event.denial === denial;
    if (event.kind === 'denied') denial = event.denial;
    if (event.kind === 'live') denial = null;
    const line = isRepeated ? null : traceLine(event);
    if (line !== null) log(line);
  };
}

/** Return the log's line for a step; null for traffic. Pure. */
function traceLine(event: TraceEvent): string | null {
  switch (event.kind) {
    case 'live':
      if (event.port === null) return 'has come by itself';
      return event.transport === 'socket' ? `socket live on port ${event.port}` : `polling port ${event.port}`;
    case 'version':
      return `the client speaks version ${event.version}`;
    case 'ended':
      if (event.reason === 'requested') return null;
      if (event.reason === 'greeting') return `socket closed after our hello: ${event.cause}`;
      return `socket closed: ${event.cause ?? 'no pong'}`;
    case 'stranger':
      return `port ${event.port} opens a socket but is not the client: ${event.cause}`;
    case 'no-texts':
      return 'the token may not read what is said: it is no administrator’s';
    case 'reconnect':
      return 'reconnecting on request';
    case 'unreachable':
      return 'client unreachable';
    case 'denied':
      return `connection denied: ${event.denial}`;
    default:
      return null;
  }
}
