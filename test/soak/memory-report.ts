import { growthOf, type Slope } from './growth.ts';

/** The figures of a sample, in the order of the report. */
const FIGURES = {
  mainHeap: { title: 'JavaScript heap of main', isJudged: true },
  pageHeaps: { title: 'JavaScript heaps of the pages', isJudged: true },
  resident: { title: 'resident, all processes', isJudged: true },
  proportional: { title: 'proportional, all processes', isJudged: false },
  private: { title: 'private, all processes', isJudged: false },
  // What a process has allocated itself. The rest is files, above all Electron's code, that it has read a part of so far.
  anonymousMain: { title: 'anonymous, main', isJudged: true },
  anonymousPages: { title: 'anonymous, pages', isJudged: true },
  residentMain: { title: 'resident, main', isJudged: true },
  residentPages: { title: 'resident, pages', isJudged: true },
  residentOthers: { title: 'resident, other processes', isJudged: false },
} as const;

export type Figure = keyof typeof FIGURES;

/** The overlay's memory at rest. */
export interface MemorySample {
  /** Since the start. */
  readonly hours: number;
  readonly bytes: Readonly<Record<Figure, number>>;
}

/** In a shorter run, the last half still has caches that fill. */
const JUDGED_FROM_HOURS = 2;
const GROWTH_MAX_BYTES_PER_HOUR = 1e6;

/**
 * Report how the memory developed. Pure.
 * @returns the lines to print, and what failed: a judged figure that surely grew too fast, in a run that is long enough.
 */
export function memoryReport(samples: readonly MemorySample[]): {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
} {
  const rows = Object.entries(FIGURES).map(([name, { title, isJudged }]) => {
    const growth = growthOf(samples.map(({ hours, bytes }) => ({ hours, bytes: bytes[name as Figure] })));
    return { title, isJudged, ...growth };
  });
  const hours = samples.at(-1)?.hours ?? 0;
  const isJudged = hours >= JUDGED_FROM_HOURS;
  const head = ['MB', 'first', 'last', 'an hour in the last half'];
  const lines = rows.map(({ title, firstBytes, lastBytes, bytesPerHour, errorBytesPerHour }) => [
    title,
    megabytes(firstBytes),
    megabytes(lastBytes),
    Number.isNaN(bytesPerHour) ? '–' : slopeText(bytesPerHour, errorBytesPerHour),
  ]);
  const verdict = isJudged
    ? `Heaps and resident memory may rise by ${megabytes(GROWTH_MAX_BYTES_PER_HOUR)} MB an hour, and twice the error.`
    : `Not judged: a run shorter than ${JUDGED_FROM_HOURS} hours mostly shows how caches fill.`;
  // Written so that a slope that is not known fails.
  const isSlow = ({ bytesPerHour, errorBytesPerHour }: Slope) =>
    bytesPerHour - 2 * errorBytesPerHour <= GROWTH_MAX_BYTES_PER_HOUR;
  const tooFast = isJudged ? rows.filter((row) => row.isJudged && !isSlow(row)) : [];
  return {
    lines: [...[head, ...lines].map(tableRow), verdict],
    problems: tooFast.map(
      ({ title, bytesPerHour, errorBytesPerHour }) =>
        `${title}: grew by ${slopeText(bytesPerHour, errorBytesPerHour)} MB an hour`,
    ),
  };
}

function slopeText(bytesPerHour: number, errorBytesPerHour: number): string {
  return `${bytesPerHour < 0 ? '' : '+'}${megabytes(bytesPerHour, 2)} ± ${megabytes(errorBytesPerHour, 2)}`;
}

function tableRow([title = '', ...cells]: readonly string[]): string {
  return `${title.padEnd(32)}${cells
    .map((cell) => cell.padStart(8))
    .join('  ')
    .trimEnd()}`;
}

function megabytes(bytes: number, digits = 1): string {
  return (bytes / 1e6).toFixed(digits);
}
