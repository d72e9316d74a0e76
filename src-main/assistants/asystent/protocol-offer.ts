import * as v from 'valibot';
import {
  COMMANDS,
  type CommandName,
  SETTING_KEY_MAX_LENGTH,
  SETTING_TEXT_MAX_LENGTH,
} from '../../../src-shared/commands.ts';
import type { AssistantLabel, AssistantSetting } from '../../../src-shared/overlay-state.ts';
import type { Offer } from '../assistant.ts';
import { cleanLine, cleanText } from '../clean-text.ts';

const ASSISTANT_NAME_MAX_LENGTH = 100;
const LABEL_MAX_LENGTH = 200;
const VALUE_MAX_LENGTH = 200;
const SETTINGS_MAX = 32;
const CHOICES_MAX = 64;

/** How monitoring changes on the wire: it is set, or only toggled. */
export type MonitoringCommand = 'set_monitoring' | 'toggle_monitoring';

const line = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => cleanLine(text, maxLength)),
  );

/** An identifier goes back to the client unchanged, so one that cleaning would change is refused. */
const identifier = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.nonEmpty(),
    v.maxLength(maxLength),
    v.check((text) => cleanLine(text, maxLength) === text),
  );

/** Both languages, or one text for both. */
const Label: v.GenericSchema<unknown, AssistantLabel> = v.pipe(
  v.union([
    v.pipe(
      line(LABEL_MAX_LENGTH),
      v.transform((text) => ({ pl: text, en: text })),
    ),
    v.object({ pl: line(LABEL_MAX_LENGTH), en: line(LABEL_MAX_LENGTH) }),
  ]),
  v.check(({ pl, en }) => pl !== '' && en !== ''),
);

const Choice = v.union([
  v.pipe(
    identifier(VALUE_MAX_LENGTH),
    v.transform((value) => ({ value, label: { pl: value, en: value } })),
  ),
  v.object({ value: identifier(VALUE_MAX_LENGTH), label: Label }),
]);

const subject = { key: identifier(SETTING_KEY_MAX_LENGTH), label: Label };
const number = v.pipe(v.number(), v.finite());

const Setting: v.GenericSchema<unknown, AssistantSetting> = v.variant('type', [
  v.pipe(
    v.object({ ...subject, type: v.literal('number'), min: number, max: number, step: number, value: number }),
    v.check(({ min, max, step, value }) => min < max && step > 0 && value >= min && value <= max),
  ),
  v.object({ ...subject, type: v.literal('boolean'), value: v.boolean() }),
  v.pipe(
    v.object({
      ...subject,
      type: v.literal('choice'),
      choices: v.pipe(
        v.array(Choice),
        v.maxLength(CHOICES_MAX),
        v.check((choices) => new Set(choices.map(({ value }) => value)).size === choices.length),
      ),
      value: v.string(),
    }),
    v.check(({ choices, value }) => choices.some((choice) => choice.value === value)),
  ),
  v.pipe(
    v.object({
      ...subject,
      type: v.literal('string'),
      maxLength: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(SETTING_TEXT_MAX_LENGTH)),
      value: v.pipe(v.string(), v.transform(cleanText)),
    }),
    v.check(({ maxLength, value }) => value.length <= maxLength),
  ),
]);

const Client = v.fallback(
  v.object({
    name: v.fallback(line(ASSISTANT_NAME_MAX_LENGTH), ''),
    version: v.fallback(line(ASSISTANT_NAME_MAX_LENGTH), ''),
  }),
  { name: '', version: '' },
);
const List = v.fallback(v.array(v.unknown()), []);

/** The `data` of a client's hello. Unknown commands and settings that can't be drawn are left out one by one. */
export const WireOffer = v.pipe(
  v.object({
    protocol: v.pipe(v.number(), v.minValue(2)),
    client: v.optional(Client, { name: '', version: '' }),
    commands: v.optional(List, []),
    settings: v.optional(List, []),
  }),
  v.transform(({ client, commands, settings }): { readonly offer: Offer; readonly monitoring: MonitoringCommand } => ({
    offer: { ...client, commands: knownCommands(commands), settings: drawable(settings) },
    monitoring: commands.includes('set_monitoring') ? 'set_monitoring' : 'toggle_monitoring',
  })),
);

function knownCommands(names: readonly unknown[]): readonly CommandName[] {
  const canToggle = names.includes('toggle_monitoring');
  return COMMANDS.filter((command) => names.includes(command) || (command === 'set_monitoring' && canToggle));
}

/** Return the first 32 valid settings; of several with one key, the first. */
function drawable(entries: readonly unknown[]): readonly AssistantSetting[] {
  const settings = new Map<string, AssistantSetting>();
  for (const entry of entries) {
    if (settings.size === SETTINGS_MAX) break;
    const parsed = v.safeParse(Setting, entry);
    if (parsed.success && !settings.has(parsed.output.key)) settings.set(parsed.output.key, parsed.output);
  }
  return [...settings.values()];
}
