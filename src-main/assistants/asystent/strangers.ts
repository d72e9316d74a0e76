import { strangerPauseMs } from '../stranger-pause.ts';

/** Remember the ports that open a socket without being the client: another program, or a client whose handler fails. */
export function createStrangers() {
  const ports = new Map<number, { readonly failures: number; readonly dueMs: number }>();
  return {
    has: (port: number) => ports.has(port),
    /** Return whether the port's pause is over. */
    isDue: (port: number, nowMs: number) => nowMs >= (ports.get(port)?.dueMs ?? 0),
    /** Call when a port opened a socket and was not the client. @returns whether the port is new here. */
    add(port: number, nowMs: number): boolean {
      const known = ports.get(port);
      const failures = (known?.failures ?? 0) + 1;
      ports.set(port, { failures, dueMs: nowMs + strangerPauseMs(failures) });
      return known === undefined;
    },
    /** Call when the port has proved to be the client. */
    remove: (port: number) => ports.delete(port),
    /** Call on any sign of change: every port is due at once, and its pauses start again. */
    retry(): void {
      for (const port of ports.keys()) ports.set(port, { failures: 0, dueMs: 0 });
    },
    /** Forget all ports. */
    clear: () => ports.clear(),
  };
}
