import * as v from 'valibot';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import { DIAGNOSTICS_CHANNEL } from '../../src-shared/diagnostics-contract.ts';
import { type Channels, NO_ARGUMENTS } from '../ipc/channel.ts';

const PaintNumber = v.strictTuple([v.pipe(v.number(), v.safeInteger())]);

/** The channels of the diagnostics page, and the one on which the bubble reports a paint. */
export const DIAGNOSTICS_CHANNELS = {
  [DIAGNOSTICS_CHANNEL.ready]: { kind: 'send', from: ['diagnostics'], args: NO_ARGUMENTS },
  [DIAGNOSTICS_CHANNEL.copy]: { kind: 'invoke', from: ['diagnostics'], args: NO_ARGUMENTS },
  [CHANNEL.painted]: { kind: 'send', from: ['bubble'], args: PaintNumber },
} as const satisfies Channels;
