import type { Figure } from './figure.ts';
import type { TransportCell } from './part.ts';

/** What came of one part. */
export interface Outcome {
  readonly name: string;
  readonly title: string;
  /** Why it could not be measured; null when it was. */
  readonly problem: string | null;
  readonly figures: readonly Figure[];
  readonly notes: readonly string[];
  readonly transports: readonly TransportCell[];
}

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Programs with their versions. */
  readonly versions: Readonly<Record<string, string>>;
  /** When it was measured: an ISO date. */
  readonly date: string;
  /** The average number of processes that wanted to run in the minute before. */
  readonly loadBefore: number;
}

export interface Report {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly outcomes: readonly Outcome[];
}
