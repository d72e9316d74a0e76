import { UsageError } from '../scripts/read-arguments.mjs';

/**
 * Return the names of the parts to run, in their order; all when none was typed.
 * @param known all parts, in the order in which they run.
 * @throws UsageError when there is no such part.
 */
export function choosePartNames(typed: readonly string[], known: readonly string[]): readonly string[] {
  const unknown = typed.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`There is no part "${unknown.join('", "')}".`);
  return known.filter((name) => typed.length === 0 || typed.includes(name));
}
