import type { Setting } from './protocol.ts';

/** The settings of the reference client: one of each type. */
export const INITIAL_SETTINGS: readonly Setting[] = [
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

/**
 * Return the settings with one value replaced. Pure.
 * @returns null if there is no such setting, or it does not take the value.
 */
export function withSetting(settings: readonly Setting[], key: string, value: unknown): readonly Setting[] | null {
  const setting = settings.find((candidate) => candidate.key === key);
  const changed = setting === undefined ? null : withValue(setting, value);
  return changed && settings.map((other) => (other === setting ? changed : other));
}

/** The setting with another value; null if it does not take the value. */
function withValue(setting: Setting, value: unknown): Setting | null {
  switch (setting.type) {
    case 'number':
      return typeof value === 'number' && value >= setting.min && value <= setting.max ? { ...setting, value } : null;
    case 'boolean':
      return typeof value === 'boolean' ? { ...setting, value } : null;
    case 'choice': {
      const values = setting.choices.map((choice) => (typeof choice === 'string' ? choice : choice.value));
      return typeof value === 'string' && values.includes(value) ? { ...setting, value } : null;
    }
    case 'string': {
      const text = typeof value === 'string' ? value.trim() : '';
      return text !== '' && text.length <= setting.maxLength ? { ...setting, value: text } : null;
    }
  }
}
