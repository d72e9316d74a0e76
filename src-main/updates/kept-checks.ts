import * as v from 'valibot';
import { parseJson } from '../../src-shared/json.ts';
import { Version } from './release.ts';

/** The state that outlives the process: the checks, and the finding of the last one. Milliseconds since 1970. */
export const KeptChecks = v.object({
  nextEpochMs: v.number(),
  /** null: there was none. */
  checkedEpochMs: v.nullable(v.number()),
  /** null: nothing newer. */
  offer: v.nullable(v.object({ version: Version, notes: v.string() })),
});
export type KeptChecks = v.InferOutput<typeof KeptChecks>;

/** Parse the file; null if it can't be read, which costs a check. */
export function readKeptChecks(text: string): KeptChecks | null {
  const read = v.safeParse(KeptChecks, parseJson(text));
  return read.success ? read.output : null;
}
