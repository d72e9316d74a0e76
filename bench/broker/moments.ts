/** Milliseconds of a clock that all processes of this computer share, and that nobody sets. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
