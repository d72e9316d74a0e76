import * as v from 'valibot';
import {
  BARE_COMMANDS,
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

/** A command as a page may ask for it. What it does not know is left out, and what is typed is cleaned. */
export const CommandRequestSchema: v.GenericSchema<unknown, CommandRequest> = v.variant('command', [
  v.object({ command: v.picklist(BARE_COMMANDS) }),
  v.object({
    command: v.literal('set_volume'),
    args: v.object({ level: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  }),
  v.object({ command: v.literal('set_muted'), args: v.object({ muted: v.boolean() }) }),
  v.object({ command: v.literal('send_text'), args: v.object({ text: typed }) }),
  v.object({
    command: v.literal('set_setting'),
    args: v.object({ key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(SETTING_KEY_MAX_LENGTH)), value }),
  }),
]);
