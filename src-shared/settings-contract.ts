import type {
  AddingProblem,
  BrokerAnswer,
  CertificateAnswer,
  FoundAssistant,
  PairingAnswer,
  SatellitesAnswer,
  TestAnswer,
} from './adding-contract.ts';
import type { HostedKind } from './assistant-address.ts';
import type { ClientState } from './client-state.ts';
import type { FailureDetail } from './command-failure.ts';
import type { CommandRequest } from './commands.ts';
import type { DesktopReach, LoginLine, LoginState, ShortcutCommands, ShortcutStates } from './desktop-state.ts';
import type { Language } from './languages.ts';
import type { AssistantState, Transport } from './overlay-state.ts';
import type { Section, Settings } from './settings.ts';
import type { TextsBridge } from './texts-contract.ts';
import type { UpdateStep, UpdatesView } from './updates-contract.ts';

/** The contract between main and the settings page: types, lists of words, and channel names. */

/** Where the keys of clients are: encrypted by the system's keychain, or in a file that only the user may read. */
export type KeyStorage = 'keychain' | 'file';

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

export interface About {
  /** Whether this is a test build, not a release. */
  readonly isTestBuild: boolean;
  readonly overlay: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly logFolder: string;
}

/** The messages of the first run's page: it is on the screen; the user has finished, or wants all settings. */
export const FIRST_RUN_STEPS = ['seen', 'done', 'settings'] as const;
export type FirstRunStep = (typeof FIRST_RUN_STEPS)[number];

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
  /** Commands with the effects of the shortcuts, for a desktop to start; null where shortcuts work without. */
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
  /** The assistants that answer on this computer, while the page looks for them. */
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
  /** Connect to an address for a moment. @returns the finding. */
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
