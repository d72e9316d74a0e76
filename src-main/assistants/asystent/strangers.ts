/** After so many sockets in a row that opened without the client behind them, a port is tried less often. */
const PATIENCE = 3;
/** The first pause. Rounds over the ports come every 2 s at most, so it is the first that is longer. */
const FIRST_PAUSE_MS = 4_000;
/**
 * The longest pause. A server that fails on every connection writes a traceback for each: some 1,400 a day at this pace,
 * and the user still gets the socket back within a minute of a repair.
 */
const LONGEST_PAUSE_MS = 60_000;

/** Remembers the ports that open sockets without being the client: another program, or a client whose handler fails. */
export interface Strangers {
  has(port: number): boolean;
  /** Whether the port's pause is over. */
  isDue(port: number, nowMs: number): boolean;
  /** Call when a port opened a socket and was not the client. @returns whether it was unknown so far. */
  add(port: number, nowMs: number): boolean;
  /** Call when the port has proved to be the client. */
  remove(port: number): void;
  /** Call on any sign that things have changed: every port is due at once, and starts with the first pause again. */
  retry(): void;
  /** Forget all ports. */
  clear(): void;
}

export function createStrangers(): Strangers {
  const ports = new Map<number, { readonly failures: number; readonly dueMs: number }>();
  return {
    has: (port) => ports.has(port),
    isDue: (port, nowMs) => nowMs >= (ports.get(port)?.dueMs ?? 0),
    add(port, nowMs) {
      const known = ports.get(port);
      const failures = (known?.failures ?? 0) + 1;
      ports.set(port, { failures, dueMs: nowMs + pauseMs(failures) });
      return known === undefined;
    },
    remove: (port) => ports.delete(port),
    retry() {
      for (const port of ports.keys()) ports.set(port, { failures: 0, dueMs: 0 });
    },
    clear: () => ports.clear(),
  };
}

/** How long a port is left alone after so many failures in a row. */
function pauseMs(failures: number): number {
  if (failures < PATIENCE) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - PATIENCE), LONGEST_PAUSE_MS);
}
