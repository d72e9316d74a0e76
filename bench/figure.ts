import { type Summary, summarize } from './statistics.ts';

/** What a figure is to reach. */
export type Limit =
  /** At most so many times its floor. */
  | { readonly kind: 'times-floor'; readonly factor: number }
  /** At most its floor and so much more. */
  | { readonly kind: 'over-floor'; readonly by: number }
  | { readonly kind: 'at-most'; readonly value: number };

/** One thing that was measured, several times. */
export interface Figure {
  /** What programs know it by; never changes. */
  readonly name: string;
  readonly title: string;
  /** Of all its numbers, such as `ms`; `%` is of one processor core. */
  readonly unit: string;
  readonly samples: readonly number[];
  /** The same of the least that could do the job, measured in turns with it; null: there is no such thing. */
  readonly floor: readonly number[] | null;
  /** What the floor is, for people; null without one. */
  readonly floorTitle: string | null;
  /** null: the figure only informs. */
  readonly limit: Limit | null;
}

/** What a figure came to. */
export interface Verdict {
  readonly value: Summary;
  readonly floor: Summary | null;
  /** The largest median allowed; null when nothing is to be reached. */
  readonly allowed: number | null;
  readonly met: boolean | null;
}

/**
 * Compares the medians.
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
