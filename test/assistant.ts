import { COMMANDS, type CommandName, type CommandStates } from '../src-shared/commands.ts';
import type { AssistantState, OverlayState } from '../src-shared/overlay-state.ts';
import { recordOf } from '../src-shared/record-of.ts';

/** A client of version 2 with a setting of each type. */
export const ASSISTANT: AssistantState = {
  name: 'Asystent',
  version: '2.1',
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

/** The commands of a client on the socket that offers nothing beyond version 1, while it is silent. */
export const VERSION_1: CommandStates = { ...recordOf(COMMANDS, () => null), set_monitoring: 'enabled' };

/** The commands of a client on the socket that offers everything, while it is silent. */
export const EVERY_COMMAND: CommandStates = { ...recordOf(COMMANDS, () => 'enabled'), stop_tts: null };

type Client = Pick<OverlayState, 'assistant' | 'commands'>;

/** A client that offers everything. */
export const OFFERING_ALL: Client = { assistant: ASSISTANT, commands: EVERY_COMMAND };

/** One that offers these commands alone, and neither says its volume nor has settings. */
export function offering(...commands: readonly CommandName[]): Client {
  const offered = Object.fromEntries(commands.map((command) => [command, 'enabled']));
  return {
    assistant: { ...ASSISTANT, volume: null, muted: null, settings: [] },
    commands: { ...VERSION_1, ...offered },
  };
}
