import type { Limit } from './limits.ts';
import type { Stage } from './stage.ts';

/** Thrown by a row that means nothing on this desktop; the message says why. */
export class NotApplicable extends Error {}

export interface Row {
  readonly name: string;
  readonly title: string;
  /** Whether the stage can't be used afterwards. */
  readonly breaks?: boolean;
  /** What may keep it from being kept that is not the overlay's fault. */
  readonly limit?: Limit;
  /** Begins with a hidden bubble, the pointer beside it, and the focus below. @throws with the reason if the promise is not kept. */
  check(stage: Stage): Promise<void>;
}

/** @throws with the reason unless the condition holds. */
export function assert(holds: boolean, reason: string): void {
  if (!holds) throw new Error(reason);
}
