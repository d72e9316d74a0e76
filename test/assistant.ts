import type { OfferedCommand } from '../src-shared/commands.ts';
import { ofEachOffered } from '../src-shared/offers.ts';
import type { Assistant } from '../src-shared/overlay-state.ts';

/** A client of version 2 that offers everything, with a setting of each type. */
export const ASSISTANT: Assistant = {
  name: 'Asystent',
  version: '2.1',
  commands: ofEachOffered(() => 'enabled'),
  volume: 0.6,
  muted: false,
  settings: [
    {
      key: 'rate',
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
      maxLength: 20,
      value: 'asystencie',
    },
  ],
};

/** One that offers these commands alone, and neither says its volume nor has settings. */
export function offering(...commands: readonly OfferedCommand[]): Assistant {
  const offered = Object.fromEntries(
    Object.keys(ASSISTANT.commands).map((command) => [
      command,
      commands.some((each) => each === command) ? 'enabled' : null,
    ]),
  );
  return { ...ASSISTANT, commands: { ...ASSISTANT.commands, ...offered }, volume: null, muted: null, settings: [] };
}
