import type { Clock } from '../runtime/clock.ts';
import type { OnTrace } from './trace.ts';

/** From a pong to the next ping. */
const PING_AFTER_MS = 10_000;
/** The usual limit for a pong. A socket that dies right after one is therefore noticed 15 s later. */
const PONG_WITHIN_MS = 5_000;

/**
 * Start to detect a dead socket that still looks open: half-open, or its client hangs. One timer waits. It ends with
 * `onDead`, which is called at most once.
 */
export function startHeartbeat(options: {
  readonly clock: Clock;
  readonly ping: () => void;
  readonly onDead: () => void;
  readonly onTrace: OnTrace;
  readonly pongWithinMs?: number;
}) {
  const { clock, ping, onDead, onTrace, pongWithinMs = PONG_WITHIN_MS } = options;
  /** null while no pong is due. */
  let pingAtMs: number | null = null;
  let cancel = clock.setTimeout(beat, PING_AFTER_MS);

  function beat(): void {
    pingAtMs = clock.nowMs();
    cancel = clock.setTimeout(onDead, pongWithinMs);
    onTrace({ kind: 'ping' });
    ping();
  }

  return {
    onPong(): void {
      if (pingAtMs === null) return;
      onTrace({ kind: 'pong', roundTripMs: clock.nowMs() - pingAtMs });
      pingAtMs = null;
      cancel();
      cancel = clock.setTimeout(beat, PING_AFTER_MS);
    },
    stop(): void {
      cancel();
    },
  };
}
