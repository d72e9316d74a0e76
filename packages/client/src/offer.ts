import * as v from 'valibot';
import type { AssistantValue } from '../../../src-shared/commands.ts';
import type { AssistantSetting } from '../../../src-shared/overlay-state.ts';

/** The settings of the reference client: one of each kind. */
export const INITIAL_SETTINGS: readonly AssistantSetting[] = [
  {
    key: 'speech_rate',
    label: { pl: 'Tempo mowy', en: 'Speech rate' },
    type: 'number',
    min: 0.5,
    max: 2,
    step: 0.1,
    value: 1,
  },
  { key: 'sounds', label: { pl: 'Dźwięki', en: 'Sounds' }, type: 'boolean', value: true },
  {
    key: 'voice',
    label: { pl: 'Głos', en: 'Voice' },
    type: 'choice',
    choices: [
      { value: 'low', label: { pl: 'Niski', en: 'Low' } },
      { value: 'high', label: { pl: 'Wysoki', en: 'High' } },
    ],
    value: 'low',
  },
  {
    key: 'wake_word',
    label: { pl: 'Słowo wybudzające', en: 'Wake word' },
    type: 'string',
    maxLength: 40,
    value: 'asystent',
  },
];

/** Which values a setting takes. */
function valueSchema(setting: AssistantSetting): v.GenericSchema<unknown, AssistantValue> {
  switch (setting.type) {
    case 'number':
      return v.pipe(v.number(), v.minValue(setting.min), v.maxValue(setting.max));
    case 'boolean':
      return v.boolean();
    case 'choice':
      return v.picklist(setting.choices.map(({ value }) => value));
    case 'string':
      return v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(setting.maxLength));
  }
}

/** The settings with another value of one of them; null when there is no such setting or it does not take the value. Pure. */
export function withSetting(
  settings: readonly AssistantSetting[],
  key: string,
  value: unknown,
): readonly AssistantSetting[] | null {
  const setting = settings.find((candidate) => candidate.key === key);
  if (setting === undefined) return null;
  const parsed = v.safeParse(valueSchema(setting), value);
  if (!parsed.success) return null;
  return settings.map((other) =>
    other === setting ? ({ ...other, value: parsed.output } as AssistantSetting) : other,
  );
}
