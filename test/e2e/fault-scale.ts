/** How long the fault tests try: a little in every test run, at length with `npm run faults` (docs/reliability.md). */

import { createSeededRandom, seedFrom } from '../lab/seeded-random.ts';

const IS_LONG = process.env['FAULTS'] === 'long';

/** @returns the second, which is more, in a long run. */
export function scaled<T>(usual: T, long: T): T {
  return IS_LONG ? long : usual;
}

/** Chance that can be had again: its seed is printed, and `FAULTS_SEED` sets it. */
export function seededRandom(what: string): () => number {
  const seed = seedFrom(process.env['FAULTS_SEED']);
  console.log(`${what}: FAULTS_SEED=${seed}`);
  return createSeededRandom(seed);
}
