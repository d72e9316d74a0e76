import { ADDRESS_PROBLEMS, type AddressProblem, type AssistantKind, type HostedKind } from './assistant-address.ts';
import type { FailureDetail } from './command-failure.ts';
import type { CommandRequest } from './commands.ts';
import type { Language } from './languages.ts';
import type { AssistantState, Denial, Phase, Transport } from './overlay-state.ts';
import type { Section, Settings } from './settings.ts';
import type { ShortcutName } from './settings-limits.ts';
import type { TextsBridge } from './texts-contract.ts';

/** The contract between main and the settings page: types, lists of words, and channel names. */

/** The state of the connection to a client. */
export type Standing =
  /** Its state arrives over this transport; null: it has come by itself. */
  | { readonly kind: 'socket' | 'polling'; readonly port: number | null }
  /** The first attempts are under way. */
  | { readonly kind: 'looking' }
  /** Nothing answers; attempts go on. */
  | { readonly kind: 'missing' }
  /** Something else answers, or refuses our key; nothing is sent to it. */
  | { readonly kind: 'denied'; readonly reason: Denial };

/** A client that the overlay follows, and the state of its connection. */
export interface ClientState {
  /** `local` for the Asystent on this computer, else its id in the settings, or that of a program which has come by itself. */
  readonly id: string;
  /** Whether it is the Asystent on this computer, which needs no pairing. */
  readonly isLocal: boolean;
  /** The user's name for it; for the local one, a name in the user's language. */
  readonly name: string;
  readonly phase: Phase;
  readonly transport: Transport;
  readonly standing: Standing;
  /** When `standing` last changed, in milliseconds since 1970. */
  readonly sinceEpochMs: number;
  /** Its addresses as host and port, in the order in which they are tried. */
  readonly addresses: { readonly socket: readonly string[]; readonly http: readonly string[] };
  /** Whether the overlay shows its state now. */
  readonly isShown: boolean;
}

/**
 * Why a client was not paired. The pairing: not JSON, too large, a missing field, a key that is too short or has forbidden
 * characters, a certificate that is no SHA-256, an address that is malformed, not encrypted, or the main server's. Its
 * file: others have access, or it can't be read. Ourselves: too many clients, or the key could not be written.
 */
export const PAIRING_PROBLEMS = [
  'not-json',
  'too-large',
  'field-missing',
  'key-too-short',
  'key-not-allowed',
  'certificate',
  'address',
  'not-secure',
  'main-server',
  'file-not-private',
  'file-unreadable',
  'too-many',
  'not-saved',
] as const;
export type PairingProblem = (typeof PAIRING_PROBLEMS)[number];

/** The outcome of a pairing; `cancelled`: the user chose no file. */
export type PairingAnswer = 'paired' | 'cancelled' | PairingProblem;

/**
 * What an assistant has and lacks that the user may care about: messages that the overlay can read, a voice service; its
 * microphone's state; and what can't be done from here:
 * switch off its wake word, let it listen, stop its speech, type to it, set its volume.
 */
export const FOUND_FACTS = [
  'encrypted',
  'no-voice-service',
  'microphone-on',
  'microphone-off',
  'no-pause',
  'no-talk',
  'no-stop',
  'no-typing',
  'no-volume',
] as const;
export type FoundFact = (typeof FOUND_FACTS)[number];

/** What the test of an address has shown: an assistant, one that refuses us, something else, or nothing. */
export type Finding =
  | { readonly kind: 'found'; readonly name: string; readonly facts: readonly FoundFact[] }
  | { readonly kind: 'denied'; readonly reason: Denial }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'nothing' };

/** An assistant that answers on this computer and is not followed. */
export interface FoundAssistant {
  readonly kind: AssistantKind;
  readonly address: string;
}

/** Why an assistant was not added: its address, too many others, or its key, which could not be written or is missing. */
export const ADDING_PROBLEMS = [...ADDRESS_PROBLEMS, 'too-many', 'not-saved', 'no-token'] as const;
export type AddingProblem = (typeof ADDING_PROBLEMS)[number];

/** A voice satellite of a Home Assistant. */
export interface Satellite {
  readonly entity: string;
  /** Its name there; cleaned. */
  readonly name: string;
}

/** The answer to the question for the satellites of a Home Assistant: those, or why there is none to choose. */
export type SatellitesAnswer =
  | {
      readonly kind: 'satellites';
      readonly satellites: readonly Satellite[];
      /** Whether the token may read what is said. */
      readonly canReadTexts: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: AddingProblem }
  | Exclude<Finding, { kind: 'found' }>;

/** An assistant that publishes through a broker. */
export interface OnBroker {
  readonly topic: string;
  /** Its name there; cleaned. */
  readonly name: string;
}

/** The answer to the question for the assistants at a broker: those, or why there is none to choose. */
export type BrokerAnswer =
  | { readonly kind: 'clients'; readonly clients: readonly OnBroker[] }
  | { readonly kind: 'problem'; readonly problem: AddressProblem }
  | Exclude<Finding, { kind: 'found' }>;

/** What came of files that should hold a certificate with its key. */
export type CertificateAnswer = 'taken' | 'none' | 'cancelled';

/** The answer to a test. */
export type TestAnswer = { readonly kind: 'problem'; readonly problem: AddressProblem } | Finding;

/** Where the keys of clients are: encrypted by the system's keychain, or in a file that only the user may read. */
export type KeyStorage = 'keychain' | 'file';

/** The system's view of the start at login. */
export type LoginStatus =
  | 'off'
  | 'on'
  /** macOS: the user has yet to allow it in the system's settings. */
  | 'requires-approval'
  /** Not available on this system. */
  | 'unsupported'
  /** The entry exists, but the user or an administrator has switched it off in the system's settings. */
  | 'blocked';

export interface LoginState {
  /** Whether the system has an entry for it. */
  readonly enabled: boolean;
  readonly status: LoginStatus;
}

/** What a desktop needs that ignores the system's entry for the start at login. */
export interface LoginLine {
  /** The desktop's name. */
  readonly desktop: string;
  /** The file that starts programs at its login. */
  readonly file: string;
  /** What to add to that file; null: it can't start the overlay as it was started now. */
  readonly line: string | null;
}

/** The state of a shortcut. */
export type ShortcutState =
  | 'unset'
  | 'active'
  /** Set, but another program or another of our shortcuts has the same keys. */
  | 'conflict'
  /** A Wayland session: it works while an X11 window has the keyboard. */
  | 'x11-only'
  /** A Wayland session without an X server: it never works. */
  | 'unavailable'
  /** The desktop has been asked for it, and may be asking the user. */
  | 'asked'
  /** The desktop, or the user whom it asked, did not allow it. */
  | 'refused'
  /** The desktop has it, and calls its keys so; empty if it has none yet. */
  | { readonly desktopKeys: string };
export type ShortcutCommands = Readonly<Record<ShortcutName, string>>;
export type ShortcutStates = Readonly<Record<ShortcutName, ShortcutState>>;

/** A problem of the settings file or of the system that the user should know. */
export type SettingsProblem =
  /** The settings could not be parsed; the file was kept under another name, and the defaults apply. */
  | { readonly kind: 'broken-file'; readonly keptAs: string }
  /** The keys could not be parsed; the file was kept under another name, and there are no keys. */
  | { readonly kind: 'broken-keys'; readonly keptAs: string }
  /** Some values were not allowed, and their defaults apply. Fields as `section.field`. */
  | { readonly kind: 'replaced-values'; readonly fields: readonly string[] }
  /** A newer version of the overlay wrote the file; a copy is kept before the first write. */
  | { readonly kind: 'newer-file'; readonly keptAs: string }
  /** The file has assistants of kinds that this version does not know. They stay in the file, and are not followed. */
  | { readonly kind: 'unknown-kinds'; readonly kinds: readonly string[] }
  /** The file could not be written: changes last until the overlay ends. */
  | { readonly kind: 'not-saved' }
  /** The system refused to change the start at login. */
  | { readonly kind: 'login-refused' }
  /** A Wayland session without an X server: windows can be neither placed nor kept on top. */
  | { readonly kind: 'on-wayland' }
  /** The desktop has no tray: only starting the overlay again opens the settings. */
  | { readonly kind: 'no-tray' }
  /** The key of a client that is no longer paired could not be removed from the disk. */
  | { readonly kind: 'keys-left' };

/** A file of the profile that could not be read. */
export type BrokenFile = Extract<SettingsProblem, { kind: 'broken-file' | 'broken-keys' }>;

/** A change that was not made, because the values of these fields are not allowed. */
export interface Refusal {
  readonly fields: readonly string[];
}

/** Values from the environment, which the settings can't change; null: not set. */
export interface EnvironmentOverrides {
  readonly wsPorts: readonly number[] | null;
  readonly httpPorts: readonly number[] | null;
  readonly language: Language | null;
  /** The addresses of the assistants that are followed instead of those in the settings. */
  readonly follow: readonly string[] | null;
}

/** The client that is shown now, for the page of its own settings. */
export interface ShownClient {
  readonly transport: Transport;
  /** null: a version 1 client, or one without a socket. */
  readonly assistant: AssistantState | null;
  /** Whether its settings can be changed now. */
  readonly takesSettings: boolean;
  /** The recent failure of a change to its settings; null: none. */
  readonly failure: FailureDetail | null;
}

/**
 * The state of the metrics endpoint: switched off, starting, or serving; or it fails because another program has the port,
 * the port is one of the assistant's, or the system refuses.
 */
export type MetricsStatus = 'off' | 'starting' | 'on' | 'taken' | 'reserved' | 'failed';

/** What the page asks of the updates: a check now, the release's page, its installation, or a start of what was installed. */
export const UPDATE_STEPS = ['check', 'page', 'install', 'restart'] as const;
export type UpdateStep = (typeof UPDATE_STEPS)[number];

/**
 * Why nothing came of the last check or installation: the feed or the file did not come, is no release of the overlay, is not
 * what its makers have signed, is not for this computer; or the file here could not be replaced.
 */
export const UPDATE_PROBLEMS = ['no-answer', 'unreadable', 'unsigned', 'no-file', 'not-replaced'] as const;
export type UpdateProblem = (typeof UPDATE_PROBLEMS)[number];

/** A newer release. */
export interface UpdateOffer {
  readonly version: string;
  /** What is new in it; cleaned, in English. */
  readonly notes: string;
  /** What brings it: its page, where the user downloads it; an installation; or, once that is done, another start. */
  readonly way: 'page' | 'install' | 'restart';
}

export interface UpdatesView {
  /** Whether this build knows where its releases are. */
  readonly hasPlace: boolean;
  readonly activity: 'none' | 'checking' | 'installing';
  /** When the feed last answered, in milliseconds since 1970; null: never. */
  readonly checkedEpochMs: number | null;
  readonly problem: UpdateProblem | null;
  /** null: none is known. */
  readonly offer: UpdateOffer | null;
}

export interface About {
  /** Whether this is a test build, not a release. */
  readonly isTestBuild: boolean;
  readonly overlay: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly logFolder: string;
}

/** What the page of the first run tells: it is on the screen; the user has finished, or wants all settings. */
export const FIRST_RUN_STEPS = ['seen', 'done', 'settings'] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

/** What the desktop lets the overlay know and do, as far as settings depend on it. */
export interface DesktopReach {
  /** Which windows of other programs it knows: all, those of X11, or none. */
  readonly windows: 'all' | 'x11' | 'none';
  /** Whether the system keeps windows out of captures: always, only in older versions, or never. */
  readonly captures: 'kept-out' | 'older' | 'never';
}

/** Everything that the settings page draws. Plain data. */
export interface SettingsView {
  /** Grows whenever the view changes. */
  readonly revision: number;
  /** Whether the page shows the few things that matter at the first run, instead of the settings. */
  readonly isFirstRun: boolean;
  readonly settings: Settings;
  /** The language in use. */
  readonly language: Language;
  readonly environment: EnvironmentOverrides;
  readonly login: LoginState;
  /** null: the desktop heeds the system's entry. */
  readonly loginLine: LoginLine | null;
  readonly shortcuts: ShortcutStates;
  /** Commands that do what the shortcuts do, for a desktop to start; null where shortcuts work without. */
  readonly shortcutCommands: ShortcutCommands | null;
  /** The command that opens the settings, as a line for a shell. */
  readonly settingsCommand: string;
  /** Whether this is a Wayland session, in which the pointer is known only while it is over an X11 window. */
  readonly isWayland: boolean;
  readonly reach: DesktopReach;
  readonly shown: ShownClient;
  readonly problems: readonly SettingsProblem[];
  /** The profile's name; null: the default one, or one without a name. */
  readonly profile: string | null;
  /** The followed clients in the order of the settings; never empty. */
  readonly clients: readonly ClientState[];
  /** What answers on this computer, while the page looks for it. */
  readonly found: readonly FoundAssistant[];
  readonly metrics: MetricsStatus;
  readonly updates: UpdatesView;
  /** null: no key is kept. */
  readonly keyStorage: KeyStorage | null;
  readonly about: About;
}

/** Main's answer to a change. */
export interface ChangeAnswer {
  /** null: the change is made. */
  readonly refusal: Refusal | null;
  /** The view after the change. It is also pushed, but Electron may deliver the answer before that message. */
  readonly view: SettingsView;
}

/** IPC channels of the settings page. */
export const SETTINGS_CHANNEL = {
  /** main → page: the SettingsView, first on `ready`, then whenever it changes. */
  view: 'settings:view',
  /** page → main: the page listens. */
  ready: 'settings:ready',
  /** page → main and back: a section's name and the fields to change. Answers a ChangeAnswer. */
  update: 'settings:update',
  /** page → main: a section's name. */
  reset: 'settings:reset',
  /** page → main: a CommandRequest for one of the client's own settings. */
  command: 'settings:command',
  /** page → main: a boolean. */
  setLogin: 'settings:set-login',
  /** page → main: a FirstRunStep. */
  firstRun: 'settings:first-run',
  /** page → main and back: the text of a pairing. Answers a PairingAnswer. */
  pairText: 'settings:pair-text',
  /** page → main and back: let the user choose a pairing file. Answers a PairingAnswer. */
  pairFile: 'settings:pair-file',
  /** page → main: a boolean, whether to look for assistants on this computer. */
  seek: 'settings:seek',
  /** page → main and back: a kind and an address. Answers a TestAnswer. */
  testClient: 'settings:test-client',
  /** page → main and back: a Home Assistant's address, and its token or an empty text. Answers a SatellitesAnswer. */
  findSatellites: 'settings:find-satellites',
  /** page → main: the address of an assistant behind a broker, and a user and a password there. */
  giveLogin: 'settings:give-login',
  /** page → main and back: a broker's address; let the user choose the files. Answers a CertificateAnswer. */
  giveCertificate: 'settings:give-certificate',
  /** page → main and back: a broker's address. Answers a BrokerAnswer. */
  findOnBroker: 'settings:find-on-broker',
  /** page → main and back: a kind, an address and a name. Answers an AddingProblem, or null once it is followed. */
  addClient: 'settings:add-client',
  /** page → main: the id of a followed client, and its new name. */
  renameClient: 'settings:rename-client',
  /** page → main: the id of a followed client. */
  removeClient: 'settings:remove-client',
  /** page → main: a boolean, whether a new shortcut is being recorded. */
  recording: 'settings:recording',
  /** page → main: an UpdateStep. */
  updates: 'settings:updates',
  /** page → main: open the diagnostics. */
  openDiagnostics: 'settings:open-diagnostics',
  /** page → main */
  openLogFolder: 'settings:open-log-folder',
  /** page → main: quit; without a tray there is no other way. */
  quit: 'settings:quit',
} as const;

/** The bridge of the settings page, as `window.settings`. */
export interface SettingsBridge extends TextsBridge {
  /** Call `listener` with the current view and after every change. @returns a function that ends this. */
  onView(listener: (view: SettingsView) => void): () => void;
  /** Change fields of a section. */
  update<S extends Section>(section: S, changes: Partial<Settings[S]>): Promise<ChangeAnswer>;
  /** Reset a section to its defaults. */
  reset(section: Section): void;
  /** Change one of the client's own settings. */
  press(request: Extract<CommandRequest, { command: 'set_setting' }>): void;
  setLogin(enabled: boolean): void;
  firstRun(step: FirstRunStep): void;
  /** Pair with a client. The text contains its key, so keep no copy. */
  pairText(text: string): Promise<PairingAnswer>;
  /** Let the user choose a pairing file. */
  pairFile(): Promise<PairingAnswer>;
  /** Begin or end to look for assistants on this computer; `found` of the view has them. */
  seek(isOn: boolean): void;
  /** Connect to an address for a moment, and say what was found. */
  testClient(kind: HostedKind, address: string): Promise<TestAnswer>;
  /**
   * Ask a Home Assistant for its satellites.
   * @param token keep no copy. Empty: the one given last, or the one of a followed client of the same server.
   */
  findSatellites(address: string, token: string): Promise<SatellitesAnswer>;
  /** Hand over a login at a broker, before a test. Keep no copy of the password. */
  giveLogin(address: string, user: string, password: string): void;
  /** Let the user choose the files of the certificate that a broker asks for, before a test. */
  giveCertificate(address: string): Promise<CertificateAnswer>;
  /** Ask a broker for the assistants there. */
  findOnBroker(address: string): Promise<BrokerAnswer>;
  /** Follow an assistant. */
  addClient(kind: HostedKind, address: string, name: string): Promise<AddingProblem | null>;
  renameClient(id: string, name: string): void;
  /** Follow a client no more, and delete its key. */
  removeClient(id: string): void;
  /** Report that recording a new shortcut begins or ends; our own shortcuts are suspended meanwhile. */
  setRecording(recording: boolean): void;
  updates(step: UpdateStep): void;
  openDiagnostics(): void;
  openLogFolder(): void;
  quit(): void;
}
