import { describe, expect, it } from 'vitest';
import { type Figure, memoryReport } from './memory-report.ts';

const FLAT: Readonly<Record<Figure, number>> = {
  mainHeap: 7.5e6,
  pageHeaps: 6e6,
  resident: 650e6,
  proportional: 260e6,
  private: 130e6,
  anonymousMain: 45e6,
  anonymousPages: 35e6,
  residentMain: 160e6,
  residentPages: 230e6,
  residentOthers: 190e6,
};

/** A sample every five minutes, in which one figure grows. */
const run = (hours: number, growing: Figure, bytesPerHour: number) =>
  Array.from({ length: hours * 12 + 1 }, (_, index) => ({
    hours: index / 12,
    bytes: { ...FLAT, [growing]: FLAT[growing] + (bytesPerHour * index) / 12 },
  }));

describe('the report of the memory', () => {
  it.each(['mainHeap', 'pageHeaps', 'resident', 'residentPages', 'anonymousPages'] as const)(
    'fails when %s grows by more than 1 MB an hour',
    (figure) => {
      expect(memoryReport(run(2, figure, 1.1e6)).problems).toEqual([
        expect.stringMatching(/: grew by \+1\.10 ± 0\.00 MB an hour$/),
      ]);
      expect(memoryReport(run(2, figure, 0.9e6)).problems).toEqual([]);
    },
  );

  it('only prints what depends on other programs, and where the resident memory is', () => {
    expect(memoryReport(run(2, 'proportional', 5e6)).problems).toEqual([]);
    expect(memoryReport(run(2, 'residentOthers', 5e6)).problems).toEqual([]);
    expect(memoryReport(run(2, 'residentOthers', 5e6)).lines).toContain(
      'resident, other processes          190.0     200.0  +5.00 ± 0.00',
    );
  });

  it('fails only when the growth is more than the samples vary', () => {
    const varying = run(2, 'resident', 2e6).map((sample, index) => ({
      ...sample,
      bytes: { ...sample.bytes, resident: sample.bytes.resident + (index % 2) * 4e6 },
    }));
    expect(memoryReport(varying).problems).toEqual([]);
  });

  it('does not judge a run of less than two hours, and says so', () => {
    const { lines, problems } = memoryReport(run(1, 'mainHeap', 50e6));
    expect(problems).toEqual([]);
    expect(lines.at(-1)).toMatch(/^Not judged/);
    expect(lines).toContain('JavaScript heap of main              7.5      57.5  +50.00 ± 0.00');
  });

  it('has no slope before there are samples enough', () => {
    expect(memoryReport(run(1, 'mainHeap', 0).slice(0, 2)).lines).toContain(
      'JavaScript heap of main              7.5       7.5         –',
    );
    expect(memoryReport([]).lines.at(-1)).toMatch(/^Not judged/);
  });

  it('fails when a figure of a long run is not known', () => {
    expect(memoryReport(run(2, 'mainHeap', Number.NaN)).problems).toHaveLength(1);
  });
});
