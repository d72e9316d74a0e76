import { type Summary, summarize } from './statistics.ts';

/** The target of a figure. */
type Limit =
  /** At most `factor` times its floor. */
  | { readonly kind: 'times-floor'; readonly factor: number }
  /** At most its floor plus `by`. */
  | { readonly kind: 'over-floor'; readonly by: number }
  | { readonly kind: 'at-most'; readonly value: number };

/** A quantity that was measured several times. */
export interface Figure {
  /** Its key in the JSON report; never changes. */
  readonly name: string;
  readonly title: string;
  /** The unit of all its numbers, such as `ms`; `%` is of one processor core. */
  readonly unit: string;
  readonly samples: readonly number[];
  /** The same quantity of its floor, measured alternately; null without one. */
  readonly floor: readonly number[] | null;
  /** Describes the floor to readers; null without one. */
  readonly floorTitle: string | null;
  /** null when the figure has no target. */
  readonly limit: Limit | null;
}

/** Return a figure without a floor, which may be at most `value`. */
export function figureAtMost(
  name: string,
  title: string,
  unit: string,
  samples: readonly number[],
  value: number,
): Figure {
  return { name, title, unit, samples, floor: null, floorTitle: null, limit: { kind: 'at-most', value } };
}

/** A figure's summary, compared with its target. */
interface Verdict {
  readonly value: Summary;
  readonly floor: Summary | null;
  /** The largest median allowed; null without a target. */
  readonly allowed: number | null;
  readonly met: boolean | null;
}

/**
 * Compare a figure's median with its target.
 * @throws RangeError when a figure has no samples, or a limit needs a floor that is not there.
 */
export function judge({ samples, floor, limit }: Pick<Figure, 'samples' | 'floor' | 'limit'>): Verdict {
  const value = summarize(samples);
  const floorSummary = floor === null ? null : summarize(floor);
  const allowed = limit === null ? null : allowedBy(limit, floorSummary);
  return { value, floor: floorSummary, allowed, met: allowed === null ? null : value.median <= allowed };
}

function allowedBy(limit: Limit, floor: Summary | null): number {
  if (limit.kind === 'at-most') return limit.value;
  if (floor === null) throw new RangeError(`a limit of the kind "${limit.kind}" needs a floor`);
  return limit.kind === 'times-floor' ? floor.median * limit.factor : floor.median + limit.by;
}
