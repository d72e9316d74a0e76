import type { Clock } from '../../runtime/clock.ts';
import type { OnTrace } from '../trace.ts';

/** From a pong to the next ping. */
const PING_AFTER_MS = 10_000;
/** A pong is due within this time. Together: a socket that dies in the moment after a pong is noticed 15 s later. */
const PONG_WITHIN_MS = 5_000;

/** Finds out that a socket which still looks open is dead (half-open, a client that hangs). */
export interface Heartbeat {
  pongCame(): void;
  stop(): void;
}

/** Starts at once; `onDead` is called at most once, and nothing is sent after it. Only one timer waits at any time. */
export function startHeartbeat(options: {
  readonly clock: Clock;
  readonly ping: () => void;
  readonly onDead: () => void;
  readonly onTrace: OnTrace;
}): Heartbeat {
  const { clock, ping, onDead, onTrace } = options;
  /** null while no pong is due. */
  let pingAtMs: number | null = null;
  let cancel = clock.setTimeout(beat, PING_AFTER_MS);

  function beat(): void {
    pingAtMs = clock.nowMs();
    cancel = clock.setTimeout(onDead, PONG_WITHIN_MS);
    onTrace({ kind: 'ping' });
    ping();
  }

  return {
    pongCame() {
      if (pingAtMs === null) return;
      onTrace({ kind: 'pong', roundTripMs: clock.nowMs() - pingAtMs });
      pingAtMs = null;
      cancel();
      cancel = clock.setTimeout(beat, PING_AFTER_MS);
    },
    stop() {
      cancel();
    },
  };
}
