/** A figure at some time. */
export interface Sample {
  readonly hours: number;
  readonly bytes: number;
}

/** How a figure developed. */
export interface Growth {
  readonly firstBytes: number;
  readonly lastBytes: number;
  /** The slope over the last half; NaN for too few samples. */
  readonly bytesPerHour: number;
}

/** How many samples give one point of the lower envelope. */
const SAMPLES_PER_POINT = 3;

/**
 * Return how a figure developed. Pure.
 *
 * Only what a collection leaves is in use. V8 collects when it wants to: a heap rises by megabytes of garbage and falls
 * again, and the memory that it has freed goes back to the system later still. A line through such samples has a slope
 * that depends on where in the sawtooth the samples begin and end. The lowest of a few samples in a row is the closest to
 * a collection, and a leak lifts it like everything else: so the slope is that of this lower envelope. The first half is
 * left out, in which caches fill and code is compiled.
 */
export function growthOf(samples: readonly Sample[]): Growth {
  const first = samples[0];
  const last = samples.at(-1);
  const half = samples.filter(({ hours }) => hours >= (last?.hours ?? 0) / 2);
  return {
    firstBytes: first?.bytes ?? Number.NaN,
    lastBytes: last?.bytes ?? Number.NaN,
    bytesPerHour: slopePerHour(lowerEnvelope(half)),
  };
}

/** Return the lowest of each few samples in a row; the last ones are left out if they are fewer. */
export function lowerEnvelope(samples: readonly Sample[]): readonly Sample[] {
  const points = Math.floor(samples.length / SAMPLES_PER_POINT);
  return Array.from({ length: points }, (_, point) =>
    samples
      .slice(point * SAMPLES_PER_POINT, (point + 1) * SAMPLES_PER_POINT)
      .reduce((lowest, sample) => (sample.bytes < lowest.bytes ? sample : lowest)),
  );
}

/** Return the slope in bytes an hour of the line that fits best by least squares; NaN for fewer than two times. */
export function slopePerHour(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanHours = mean(samples.map(({ hours }) => hours));
  const meanBytes = mean(samples.map(({ bytes }) => bytes));
  const products = samples.map(({ hours, bytes }) => (hours - meanHours) * (bytes - meanBytes));
  const squares = samples.map(({ hours }) => (hours - meanHours) ** 2);
  return mean(products) / mean(squares);
}
