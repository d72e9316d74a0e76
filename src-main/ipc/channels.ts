import { BUBBLE_CHANNELS } from '../bubble/bubble-channels.ts';
import { DIAGNOSTICS_CHANNELS } from '../diagnostics/diagnostics-channels.ts';
import { PANEL_CHANNELS } from '../panel/panel-channels.ts';
import { SETTINGS_CHANNELS } from '../settings/settings-channels.ts';
import type { Channels } from './channel.ts';

/** Every channel on which a page can send to main. The registrar takes no other. */
export const CHANNELS = {
  ...BUBBLE_CHANNELS,
  ...PANEL_CHANNELS,
  ...SETTINGS_CHANNELS,
  ...DIAGNOSTICS_CHANNELS,
} as const satisfies Channels;
