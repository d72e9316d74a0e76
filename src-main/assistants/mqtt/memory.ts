import type { Offer, Report } from '../assistant.ts';
import type { Told } from '../reduced-assistant.ts';

/** The memory of a client behind a broker. */
export interface Memory<Reading> {
  readonly told: Told;
  /** How the statuses have been read so far. */
  readonly reading: Reading;
  /** From the last status; null: none that counts. */
  readonly report: Report | null;
  readonly offer: Offer;
  /** As the client's `state` says; `unknown`: nothing yet, or the client has none. */
  readonly presence: 'unknown' | 'online' | 'offline';
  /** When all retained messages have come (monotonic clock); null: none are awaited. */
  readonly settlesAtMs: number | null;
  /** Whether the end of the client has been reported. */
  readonly isToldGone: boolean;
}

/** A client that says nothing of itself takes no commands. */
export const NO_OFFER: Offer = { name: '', version: '', commands: [], settings: [] };

export function beginMemory<Reading>(reading: Reading): Memory<Reading> {
  return {
    told: { report: null, offer: null },
    reading,
    report: null,
    offer: NO_OFFER,
    presence: 'unknown',
    settlesAtMs: null,
    isToldGone: false,
  };
}
