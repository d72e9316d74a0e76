import type * as v from 'valibot';
import type { CHANNELS } from '../../src-main/ipc/channels.ts';

/** Arguments that each channel takes. A channel that is missing here is an error of types. */
export const VALID_ARGUMENTS: {
  readonly [Name in keyof typeof CHANNELS]: v.InferOutput<(typeof CHANNELS)[Name]['args']>;
} = {
  'page:texts': ['en'],
  'overlay:ready': [],
  'overlay:command': [{ command: 'stop_tts' }],
  'overlay:handle': [{ kind: 'drag-end' }],
  'overlay:held': [true],
  'overlay:painted': [1],
  'panel:toggle': [],
  'panel:close': [],
  'panel:draft': ['half a sentence'],
  'panel:ready': [],
  'panel:typed': [],
  'panel:copy-answer': [1],
  'settings:ready': [],
  'settings:update': ['appearance', { theme: 'dark' }],
  'settings:reset': ['appearance'],
  'settings:command': [{ command: 'set_setting', args: { key: 'speed', value: 1 } }],
  'settings:set-login': [true],
  'settings:first-run': ['seen'],
  'settings:recording': [true],
  'settings:pair-text': ['{}'],
  'settings:pair-file': [],
  'settings:seek': [true],
  'settings:test-client': ['ovos', '127.0.0.1'],
  'settings:find-satellites': ['http://127.0.0.1:8123', ''],
  'settings:give-login': ['127.0.0.1/asystent/kitchen', 'desk', 'password'],
  'settings:give-certificate': ['127.0.0.1/asystent/'],
  'settings:find-on-broker': ['127.0.0.1/asystent/'],
  'settings:add-client': ['ovos', '127.0.0.1', ''],
  'settings:rename-client': ['id', 'Kitchen'],
  'settings:remove-client': ['id'],
  'settings:updates': ['check'],
  'settings:open-diagnostics': [],
  'settings:open-log-folder': [],
  'settings:quit': [],
  'diagnostics:ready': [],
  'diagnostics:copy': [],
};
