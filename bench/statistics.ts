/** A summary of measurements. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/**
 * Return the value below which a share of the values lies, interpolated between the two nearest.
 * @param share 0 to 1; 0.5 gives the median.
 * @returns NaN for no values.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** @throws RangeError for no values, which have no median. */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('nothing was measured');
  return {
    median: quantile(values, 0.5),
    min: Math.min(...values),
    max: Math.max(...values),
    count: values.length,
  };
}
