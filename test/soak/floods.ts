import type { StatusPatch } from '../../packages/client/src/status.ts';

/** A flood of states, of which each has another text. */
export interface Flood {
  readonly seconds: number;
  readonly perSecond: number;
  /** Whether one of the followers is stopped during it. */
  readonly isSleeping: boolean;
}

const SECONDS = { least: 1, most: 3 } as const;
const PER_SECOND = { least: 2_000, most: 5_000 } as const;
/** The first of so many floods finds all followers awake. In the others, one misses a megabyte. */
const FLOODS_PER_SLEEP = 20;

const ANSWER = 'It is seven degrees outside, and it will clear up in the afternoon. ';
const LONGEST_REPEATS = 12;

/** Return the next flood. Pure. @param number from 1. @param random from 0 (included) to 1 (excluded). */
export function floodOf(number: number, random: () => number): Flood {
  const between = ({ least, most }: typeof SECONDS | typeof PER_SECOND) => least + (most - least) * random();
  return {
    seconds: between(SECONDS),
    perSecond: Math.round(between(PER_SECOND)),
    isSleeping: number % FLOODS_PER_SLEEP !== 1,
  };
}

/** Return the words that only this state of a flood has. */
export function markOf(number: number, count: number): string {
  return `Flood ${number}, state ${count}.`;
}

/** Return a state of a flood: an answer, of up to a kilobyte, that no other state has. Pure. */
export function floodedState(number: number, count: number): StatusPatch {
  const answer = `${markOf(number, count)} ${ANSWER.repeat(1 + (count % LONGEST_REPEATS))}`;
  return { status: 'mówię', is_listening: false, is_speaking: true, text: answer.trim() };
}
