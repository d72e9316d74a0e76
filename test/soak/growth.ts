/** A figure at some time. */
export interface Sample {
  readonly hours: number;
  readonly bytes: number;
}

/** The line that fits samples best by least squares. */
export interface Slope {
  readonly bytesPerHour: number;
  /** The standard error of that: the true slope is within twice as much of it, with a probability of 95 %. */
  readonly errorBytesPerHour: number;
}

/** How a figure developed. */
export interface Growth extends Slope {
  readonly firstBytes: number;
  readonly lastBytes: number;
}

/**
 * Return how a figure developed. Pure. The slope is that of the last half: in the first one, functions are compiled and
 * caches fill.
 *
 * V8 collects when it wants to, so a heap rises by megabytes of garbage and falls again, and the slope of such a sawtooth
 * says where it was cut. Take the samples right after a collection. What still varies, such as the picture buffers of
 * Chromium, is in the error of the slope.
 */
export function growthOf(samples: readonly Sample[]): Growth {
  const first = samples[0];
  const last = samples.at(-1);
  const half = samples.filter(({ hours }) => hours >= (last?.hours ?? 0) / 2);
  return { firstBytes: first?.bytes ?? Number.NaN, lastBytes: last?.bytes ?? Number.NaN, ...slopeOf(half) };
}

/** Return the slope of the line through samples. Pure. @returns NaN for fewer than three samples. */
export function slopeOf(samples: readonly Sample[]): Slope {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const count = samples.length;
  if (count < 3) return { bytesPerHour: Number.NaN, errorBytesPerHour: Number.NaN };
  const meanHours = sum(samples.map(({ hours }) => hours)) / count;
  const meanBytes = sum(samples.map(({ bytes }) => bytes)) / count;
  const spread = sum(samples.map(({ hours }) => (hours - meanHours) ** 2));
  const bytesPerHour = sum(samples.map(({ hours, bytes }) => (hours - meanHours) * (bytes - meanBytes))) / spread;
  const squares = sum(samples.map(({ hours, bytes }) => (bytes - meanBytes - bytesPerHour * (hours - meanHours)) ** 2));
  return { bytesPerHour, errorBytesPerHour: Math.sqrt(squares / (count - 2) / spread) };
}
