import * as v from 'valibot';
import type { Page } from '../../src-shared/pages.ts';

/** A channel on which pages send to main. */
export interface Channel {
  /** `send`: one way; `invoke`: main answers. */
  readonly kind: 'send' | 'invoke';
  /** The pages whose main frame may send. */
  readonly from: readonly [Page, ...Page[]];
  /** Parses the arguments. */
  readonly args: v.GenericSchema<unknown, readonly unknown[]>;
}

/** Channels by their names. */
export type Channels = Readonly<Record<string, Channel>>;

/** For channels without arguments. */
export const NO_ARGUMENTS = v.strictTuple([]);
