import type { Figure } from './figure.ts';
import type { Harness } from './harness.ts';
import type { TransportName } from './transport-comparison/transports.ts';

/** The findings of one part of the benchmark. */
export interface Findings {
  readonly figures: readonly Figure[];
  /** Notes without which the figures could be misread; Markdown. */
  readonly notes?: readonly string[];
  /** The comparison of transports. */
  readonly transports?: readonly TransportCell[];
}

/** The outcome of one part. */
export interface Outcome extends Required<Findings> {
  readonly name: string;
  readonly title: string;
  /** Why the measurement failed; null when it succeeded. */
  readonly problem: string | null;
}

/** One transport with a number of overlays and of changes. */
export interface TransportCell {
  readonly transport: TransportName;
  readonly overlays: number;
  readonly changesPerMinute: number;
  /** The client's process, in percent of one processor core. */
  readonly processorPercent: { readonly median: number; readonly min: number; readonly max: number };
  readonly requestsPerMinute: number;
  readonly bytesPerMinute: number;
  /** From a change to an overlay's hearing of it; null when no change came through. */
  readonly delayMs: { readonly mean: number; readonly p99: number; readonly count: number } | null;
  readonly logLinesPerMinute: number;
}

export interface Effort {
  readonly quick: boolean;
  /** Report how far the part has come. */
  readonly progress: (text: string) => void;
}

/** A part of the benchmark that can be run alone. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** About how long it takes. */
  readonly seconds: { readonly full: number; readonly quick: number };
  /** Whether it runs only if it is named; default false. */
  readonly isOptional?: boolean;
  readonly run: (harness: Harness, effort: Effort) => Promise<Findings>;
}
