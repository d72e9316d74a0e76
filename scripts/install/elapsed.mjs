/**
 * How long ago `started` (of `performance.now()`) was, for people: `4.2 s`.
 * @type {(started: number) => string}
 */
export const elapsed = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;
