/** After this many failures in a row, a server that opens a socket without being the assistant is tried less often. */
const PATIENCE = 3;
/** The first pause; it has to exceed the 2 s between two rounds of attempts. */
const FIRST_PAUSE_MS = 4_000;
/**
 * A server that fails on every connection writes a traceback for each: about 1,400 a day at this pace. After a repair, the
 * socket is back within a minute.
 */
const LONGEST_PAUSE_MS = 60_000;

/** Return the pause in milliseconds after this many failures in a row. Pure. */
export function strangerPauseMs(failures: number): number {
  if (failures < PATIENCE) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - PATIENCE), LONGEST_PAUSE_MS);
}
