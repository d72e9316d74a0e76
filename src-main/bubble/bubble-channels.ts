import * as v from 'valibot';
import { CHANNEL, type HandleIntent } from '../../src-shared/bubble-contract.ts';
import { type Channels, NO_ARGUMENTS } from '../ipc/channel.ts';
import { ButtonCommand } from '../ipc/command-request.ts';

const Intent: v.GenericSchema<unknown, HandleIntent> = v.variant('kind', [
  v.object({
    kind: v.picklist(['drag-start', 'drag-move']),
    screenX: v.pipe(v.number(), v.finite()),
    screenY: v.pipe(v.number(), v.finite()),
  }),
  v.object({ kind: v.picklist(['drag-end', 'drag-cancel', 'reset']) }),
]);

/** The channels of the pages that draw the overlay's state: bubble, controls and panel. */
export const BUBBLE_CHANNELS = {
  [CHANNEL.ready]: { kind: 'send', from: ['bubble', 'controls', 'panel'], args: NO_ARGUMENTS },
  [CHANNEL.command]: { kind: 'send', from: ['controls', 'panel'], args: v.strictTuple([ButtonCommand]) },
  [CHANNEL.handle]: { kind: 'send', from: ['controls'], args: v.strictTuple([Intent]) },
} as const satisfies Channels;
