import * as v from 'valibot';
import {
  type CommandRequest,
  SETTING_KEY_MAX_LENGTH,
  SETTING_TEXT_MAX_LENGTH,
  TYPED_TEXT_MAX_LENGTH,
} from '../../src-shared/commands.ts';
import { cleanText } from '../assistants/clean-text.ts';

const typed = v.pipe(v.string(), v.maxLength(TYPED_TEXT_MAX_LENGTH), v.transform(cleanText), v.nonEmpty());
const value = v.union([
  v.pipe(v.number(), v.finite()),
  v.boolean(),
  v.pipe(v.string(), v.maxLength(SETTING_TEXT_MAX_LENGTH), v.transform(cleanText)),
]);

type SettingRequest = Extract<CommandRequest, { command: 'set_setting' }>;

/** A command of the controls or the panel. Removes unknown fields and cleans typed text. */
export const ButtonCommand: v.GenericSchema<unknown, Exclude<CommandRequest, SettingRequest>> = v.variant('command', [
  v.object({ command: v.picklist(['stop_tts', 'start_listening']) }),
  v.object({ command: v.literal('set_monitoring'), args: v.object({ on: v.boolean() }) }),
  v.object({
    command: v.literal('set_volume'),
    args: v.object({ level: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  }),
  v.object({ command: v.literal('set_muted'), args: v.object({ muted: v.boolean() }) }),
  v.object({ command: v.literal('send_text'), args: v.object({ text: typed }) }),
]);

/** A change of one of the client's own settings, which the settings page shows. */
export const SettingCommand: v.GenericSchema<unknown, SettingRequest> = v.object({
  command: v.literal('set_setting'),
  args: v.object({ key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(SETTING_KEY_MAX_LENGTH)), value }),
});
