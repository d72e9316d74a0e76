import * as v from 'valibot';
import { CHANNEL, type HandleIntent } from '../../src-shared/bubble-contract.ts';
import { TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import { DIAGNOSTICS_CHANNEL } from '../../src-shared/diagnostics-contract.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { PAGES, type Page } from '../../src-shared/pages.ts';
import { PANEL_CHANNEL } from '../../src-shared/panel-contract.ts';
import { SECTIONS } from '../../src-shared/settings.ts';
import { FIRST_RUN_STEPS, SETTINGS_CHANNEL } from '../../src-shared/settings-contract.ts';
import { TEXTS_CHANNEL } from '../../src-shared/texts-contract.ts';
import { UPDATE_STEPS } from '../../src-shared/updates-contract.ts';
import { ButtonCommand, SettingCommand } from './command-request.ts';

/** A channel on which pages send to main. */
export interface Channel {
  /** `send`: one way; `invoke`: main answers; `ask`: main answers, and the page waits for it. */
  readonly kind: 'send' | 'invoke' | 'ask';
  /** The pages whose main frame may send. */
  readonly from: readonly [Page, ...Page[]];
  /** Parses the arguments. */
  readonly args: v.GenericSchema<unknown, readonly unknown[]>;
}

/** Channels by their names. */
export type Channels = Readonly<Record<string, Channel>>;

/** Longer than any valid pairing, so that one that is too long gets its own error message. */
const PAIRING_TEXT_MAX_LENGTH = 1_000_000;

/** Longer than any address or token that is taken, so that one that is too long gets its own error message. */
const ADDRESS_TEXT_MAX_LENGTH = 10_000;
const TOKEN_MAX_LENGTH = 10_000;
const USER_MAX_LENGTH = 200;

const Nothing = v.strictTuple([]);
const Intent: v.GenericSchema<unknown, HandleIntent> = v.variant('kind', [
  v.object({
    kind: v.picklist(['drag-start', 'drag-move']),
    screenX: v.pipe(v.number(), v.finite()),
    screenY: v.pipe(v.number(), v.finite()),
  }),
  v.object({ kind: v.picklist(['drag-end', 'drag-cancel', 'reset']) }),
]);
const Draft = v.strictTuple([v.pipe(v.string(), v.maxLength(TYPED_TEXT_MAX_LENGTH))]);
const AnswerId = v.strictTuple([v.pipe(v.number(), v.safeInteger(), v.minValue(1))]);
const Switch = v.strictTuple([v.boolean()]);
const Step = v.strictTuple([v.picklist(FIRST_RUN_STEPS)]);
const UpdateAsked = v.strictTuple([v.picklist(UPDATE_STEPS)]);
const SectionName = v.strictTuple([v.picklist(SECTIONS)]);
const Change = v.strictTuple([v.picklist(SECTIONS), v.record(v.string(), v.unknown())]);
const ClientId = v.strictTuple([v.string()]);
const ClientName = v.strictTuple([v.string(), v.string()]);
const AddressText = v.pipe(v.string(), v.maxLength(ADDRESS_TEXT_MAX_LENGTH));
const Address = v.strictTuple([AddressText]);
const Hosted = v.picklist(['ovos', 'lva', 'hass', 'mqtt']);
const TestedClient = v.strictTuple([Hosted, AddressText]);
const AddedClient = v.strictTuple([Hosted, AddressText, v.string()]);
const Secret = v.pipe(v.string(), v.maxLength(TOKEN_MAX_LENGTH));
const ServerWithToken = v.strictTuple([AddressText, Secret]);
const Login = v.strictTuple([AddressText, v.pipe(v.string(), v.maxLength(USER_MAX_LENGTH)), Secret]);
const PairingText = v.strictTuple([v.pipe(v.string(), v.maxLength(PAIRING_TEXT_MAX_LENGTH))]);
const PaintNumber = v.strictTuple([v.pipe(v.number(), v.safeInteger())]);

/** Every channel on which a page can send to main. The registrar takes no other. */
export const CHANNELS = {
  [TEXTS_CHANNEL]: { kind: 'ask', from: PAGES, args: v.strictTuple([v.picklist(LANGUAGES)]) },

  [CHANNEL.ready]: { kind: 'send', from: ['bubble', 'controls', 'panel'], args: Nothing },
  [CHANNEL.command]: { kind: 'send', from: ['controls', 'panel'], args: v.strictTuple([ButtonCommand]) },
  [CHANNEL.handle]: { kind: 'send', from: ['controls'], args: v.strictTuple([Intent]) },
  [CHANNEL.held]: { kind: 'send', from: ['controls'], args: Switch },
  [CHANNEL.painted]: { kind: 'send', from: ['bubble'], args: PaintNumber },

  [PANEL_CHANNEL.toggle]: { kind: 'send', from: ['controls'], args: Nothing },
  [PANEL_CHANNEL.close]: { kind: 'send', from: ['panel'], args: Nothing },
  [PANEL_CHANNEL.draft]: { kind: 'send', from: ['panel'], args: Draft },
  [PANEL_CHANNEL.ready]: { kind: 'send', from: ['panel'], args: Nothing },
  [PANEL_CHANNEL.typed]: { kind: 'invoke', from: ['panel'], args: Nothing },
  [PANEL_CHANNEL.copyAnswer]: { kind: 'invoke', from: ['panel'], args: AnswerId },

  [SETTINGS_CHANNEL.ready]: { kind: 'send', from: ['settings'], args: Nothing },
  [SETTINGS_CHANNEL.update]: { kind: 'invoke', from: ['settings'], args: Change },
  [SETTINGS_CHANNEL.reset]: { kind: 'send', from: ['settings'], args: SectionName },
  [SETTINGS_CHANNEL.command]: { kind: 'send', from: ['settings'], args: v.strictTuple([SettingCommand]) },
  [SETTINGS_CHANNEL.setLogin]: { kind: 'send', from: ['settings'], args: Switch },
  [SETTINGS_CHANNEL.firstRun]: { kind: 'send', from: ['settings'], args: Step },
  [SETTINGS_CHANNEL.recording]: { kind: 'send', from: ['settings'], args: Switch },
  [SETTINGS_CHANNEL.pairText]: { kind: 'invoke', from: ['settings'], args: PairingText },
  [SETTINGS_CHANNEL.pairFile]: { kind: 'invoke', from: ['settings'], args: Nothing },
  [SETTINGS_CHANNEL.seek]: { kind: 'send', from: ['settings'], args: Switch },
  [SETTINGS_CHANNEL.testClient]: { kind: 'invoke', from: ['settings'], args: TestedClient },
  [SETTINGS_CHANNEL.findSatellites]: { kind: 'invoke', from: ['settings'], args: ServerWithToken },
  [SETTINGS_CHANNEL.giveLogin]: { kind: 'send', from: ['settings'], args: Login },
  [SETTINGS_CHANNEL.giveCertificate]: { kind: 'invoke', from: ['settings'], args: Address },
  [SETTINGS_CHANNEL.findOnBroker]: { kind: 'invoke', from: ['settings'], args: Address },
  [SETTINGS_CHANNEL.addClient]: { kind: 'invoke', from: ['settings'], args: AddedClient },
  [SETTINGS_CHANNEL.renameClient]: { kind: 'send', from: ['settings'], args: ClientName },
  [SETTINGS_CHANNEL.removeClient]: { kind: 'send', from: ['settings'], args: ClientId },
  [SETTINGS_CHANNEL.updates]: { kind: 'send', from: ['settings'], args: UpdateAsked },
  [SETTINGS_CHANNEL.openDiagnostics]: { kind: 'send', from: ['settings'], args: Nothing },
  [SETTINGS_CHANNEL.openLogFolder]: { kind: 'send', from: ['settings'], args: Nothing },
  [SETTINGS_CHANNEL.quit]: { kind: 'send', from: ['settings'], args: Nothing },

  [DIAGNOSTICS_CHANNEL.ready]: { kind: 'send', from: ['diagnostics'], args: Nothing },
  [DIAGNOSTICS_CHANNEL.copy]: { kind: 'invoke', from: ['diagnostics'], args: Nothing },
} as const satisfies Channels;
