import type { Findings } from './part.ts';

/** The outcome of one part. */
export interface Outcome extends Required<Findings> {
  readonly name: string;
  readonly title: string;
  /** Why the measurement failed; null when it succeeded. */
  readonly problem: string | null;
}

/** The machine that the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  /** Programs with their versions. */
  readonly versions: Readonly<Record<string, string>>;
  /** The ISO date of the measurement. */
  readonly date: string;
  /** The load average of the minute before. */
  readonly loadBefore: number;
}

export interface Report {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly outcomes: readonly Outcome[];
}
