import * as v from 'valibot';
import { TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import { PANEL_CHANNEL } from '../../src-shared/panel-contract.ts';
import { type Channels, NO_ARGUMENTS } from '../ipc/channel.ts';

const AnswerId = v.strictTuple([v.pipe(v.number(), v.safeInteger(), v.minValue(1))]);
const Draft = v.strictTuple([v.pipe(v.string(), v.maxLength(TYPED_TEXT_MAX_LENGTH))]);

/** The channels of the panel and of the button that opens it. */
export const PANEL_CHANNELS = {
  [PANEL_CHANNEL.toggle]: { kind: 'send', from: ['controls'], args: NO_ARGUMENTS },
  [PANEL_CHANNEL.close]: { kind: 'send', from: ['panel'], args: NO_ARGUMENTS },
  [PANEL_CHANNEL.draft]: { kind: 'send', from: ['panel'], args: Draft },
  [PANEL_CHANNEL.ready]: { kind: 'send', from: ['panel'], args: NO_ARGUMENTS },
  [PANEL_CHANNEL.typed]: { kind: 'invoke', from: ['panel'], args: NO_ARGUMENTS },
  [PANEL_CHANNEL.copyAnswer]: { kind: 'invoke', from: ['panel'], args: AnswerId },
} as const satisfies Channels;
