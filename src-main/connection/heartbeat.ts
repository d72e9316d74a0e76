import type { Clock } from '../system/clock.ts';

/** A ping goes out this often; without a pong by the next one the socket is dead: noticed within 20 s. */
const HEARTBEAT_INTERVAL_MS = 10_000;

/** Finds out that a socket which still looks open is dead (half-open, a client that hangs). */
export interface Heartbeat {
  pongCame(): void;
  stop(): void;
}

/** Starts at once; `onDead` is called at most once, and nothing is sent after it. */
export function startHeartbeat(options: {
  readonly clock: Clock;
  readonly ping: () => void;
  readonly onDead: () => void;
}): Heartbeat {
  let pongDue = false;
  let cancel = options.clock.setTimeout(beat, HEARTBEAT_INTERVAL_MS);

  function beat(): void {
    if (pongDue) {
      options.onDead();
      return;
    }
    pongDue = true;
    options.ping();
    cancel = options.clock.setTimeout(beat, HEARTBEAT_INTERVAL_MS);
  }

  return {
    pongCame() {
      pongDue = false;
    },
    stop() {
      cancel();
    },
  };
}
