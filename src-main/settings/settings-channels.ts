import * as v from 'valibot';
import { SECTIONS } from '../../src-shared/settings.ts';
import { SETTINGS_CHANNEL } from '../../src-shared/settings-contract.ts';
import { type Channels, NO_ARGUMENTS } from '../ipc/channel.ts';
import { SettingCommand } from '../ipc/command-request.ts';

/** Longer than any valid pairing, so that one that is too long gets its own error message. */
const PAIRING_TEXT_MAX_LENGTH = 1_000_000;

const Switch = v.strictTuple([v.boolean()]);
const SectionName = v.strictTuple([v.picklist(SECTIONS)]);
const Change = v.strictTuple([v.picklist(SECTIONS), v.record(v.string(), v.unknown())]);
const ClientId = v.strictTuple([v.string()]);
const ClientName = v.strictTuple([v.string(), v.string()]);
const PairingText = v.strictTuple([v.pipe(v.string(), v.maxLength(PAIRING_TEXT_MAX_LENGTH))]);

/** The channels of the settings page. */
export const SETTINGS_CHANNELS = {
  [SETTINGS_CHANNEL.ready]: { kind: 'send', from: ['settings'], args: NO_ARGUMENTS },
  [SETTINGS_CHANNEL.update]: { kind: 'invoke', from: ['settings'], args: Change },
  [SETTINGS_CHANNEL.reset]: { kind: 'send', from: ['settings'], args: SectionName },
  [SETTINGS_CHANNEL.command]: { kind: 'send', from: ['settings'], args: v.strictTuple([SettingCommand]) },
  [SETTINGS_CHANNEL.setLogin]: { kind: 'send', from: ['settings'], args: Switch },
  [SETTINGS_CHANNEL.answerLogin]: { kind: 'send', from: ['settings'], args: Switch },
  [SETTINGS_CHANNEL.recording]: { kind: 'send', from: ['settings'], args: Switch },
  [SETTINGS_CHANNEL.pairText]: { kind: 'invoke', from: ['settings'], args: PairingText },
  [SETTINGS_CHANNEL.pairFile]: { kind: 'invoke', from: ['settings'], args: NO_ARGUMENTS },
  [SETTINGS_CHANNEL.renameClient]: { kind: 'send', from: ['settings'], args: ClientName },
  [SETTINGS_CHANNEL.removeClient]: { kind: 'send', from: ['settings'], args: ClientId },
  [SETTINGS_CHANNEL.openDiagnostics]: { kind: 'send', from: ['settings'], args: NO_ARGUMENTS },
  [SETTINGS_CHANNEL.openLogFolder]: { kind: 'send', from: ['settings'], args: NO_ARGUMENTS },
  [SETTINGS_CHANNEL.quit]: { kind: 'send', from: ['settings'], args: NO_ARGUMENTS },
} as const satisfies Channels;
