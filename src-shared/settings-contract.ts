import type { FailureDetail } from './command-failure.ts';
import type { CommandRequest } from './commands.ts';
import type { Language } from './languages.ts';
import type { Assistant, Denial, Phase, Transport } from './overlay-state.ts';
import type { Section, Settings } from './settings.ts';

/**
 * The contract between the main process and the settings page. Types and channel names only.
 */

/** How the way to a client stands. */
export type Standing =
  /** Its state comes this way. */
  | { readonly kind: 'socket' | 'polling'; readonly port: number }
  /** It is looked for; soon it is known whether it is there. */
  | { readonly kind: 'looking' }
  /** Nothing answers; attempts go on. */
  | { readonly kind: 'missing' }
  /** Something answers, and nothing is sent to it. */
  | { readonly kind: 'denied'; readonly reason: Denial };

/** A client that the overlay follows, and how it stands. */
export interface ClientState {
  /** `local` for the one on this computer, else the id of its pairing. */
  readonly id: string;
  /** Whether it is the one on this computer, which needs no pairing. */
  readonly isLocal: boolean;
  /** What the user calls it; the one on this computer has a name in the user's language. */
  readonly name: string;
  readonly phase: Phase;
  readonly transport: Transport;
  readonly standing: Standing;
  /** Since when it has stood like that, in milliseconds since 1970. */
  readonly sinceEpochMs: number;
  /** Where it is looked for, as host and port, in the order in which they are tried. */
  readonly addresses: { readonly socket: readonly string[]; readonly http: readonly string[] };
  /** Whether its state is the one that the overlay shows now. */
  readonly isShown: boolean;
}

/**
 * Why a client was not paired. About the pairing itself: no JSON, more than a pairing can be, a field that is missing,
 * a key that is short or has other characters than it may, a certificate that is no SHA-256, an address that is none, is
 * not that of a secure connection, or belongs to the main server. About its file: others have access to it, or it can't
 * be read. About us: as many clients as there may be, and a key that could not be written.
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

/** What became of the wish to pair; `cancelled`: the user chose no file. */
export type PairingAnswer = 'paired' | 'cancelled' | PairingProblem;

/** Where the keys of paired clients are: sealed by the system, or in a file that only the user may read. */
export type KeyStorage = 'keychain' | 'file';

/** What the system says of starting the overlay at login. */
export type LoginStatus =
  | 'off'
  | 'on'
  /** macOS: the user has yet to allow it in the system's settings. */
  | 'requires-approval'
  /** This system has no such thing. */
  | 'unsupported'
  /** There is an entry, but the user or an administrator has switched it off in the system's settings. */
  | 'blocked';

export interface LoginState {
  /** Whether the user asked for it, as far as the system remembers. */
  readonly enabled: boolean;
  readonly status: LoginStatus;
}

export type ShortcutName = keyof Settings['shortcuts'];

/** `conflict`: it is set, but another program holds the keys, or another of our shortcuts has the same. */
export type ShortcutState = 'unset' | 'active' | 'conflict';
export type ShortcutStates = Readonly<Record<ShortcutName, ShortcutState>>;

/** What the user has to be told: of the settings file, or of the system. */
export type SettingsProblem =
  /** It could not be read as settings; it was kept under another name, and the defaults are used. */
  | { readonly kind: 'broken-file'; readonly keptAs: string }
  /** The file of the keys could not be read; it was kept under another name, and there are no keys. */
  | { readonly kind: 'broken-keys'; readonly keptAs: string }
  /** Single values were not allowed, and their defaults are used. Fields as `section.field`. */
  | { readonly kind: 'replaced-values'; readonly fields: readonly string[] }
  /** A newer version of the overlay wrote it; a copy is kept before it is written again. */
  | { readonly kind: 'newer-file'; readonly keptAs: string }
  /** It could not be written: changes last until the overlay ends. */
  | { readonly kind: 'not-saved' }
  /** The system refused to change starting at login. */
  | { readonly kind: 'login-refused' }
  /** The desktop has no tray: there is no icon, and starting the overlay again is the way to the settings. */
  | { readonly kind: 'no-tray' }
  /** The key of a client that is no longer paired could not be removed from the disk. */
  | { readonly kind: 'keys-left' };

/** A file of the profile that could not be read. */
export type BrokenFile = Extract<SettingsProblem, { kind: 'broken-file' | 'broken-keys' }>;

/** A change that was not made, because the values of these fields are not allowed. */
export interface Refusal {
  readonly fields: readonly string[];
}

/** What the environment sets, and so the settings can't; null where it sets nothing. */
export interface EnvironmentOverrides {
  readonly wsPorts: readonly number[] | null;
  readonly httpPorts: readonly number[] | null;
  readonly language: Language | null;
}

/** The client whose state is shown now, as far as its own settings go. */
export interface ShownClient {
  readonly transport: Transport;
  /** null: it is of version 1, or out of reach. */
  readonly assistant: Assistant | null;
  /** Whether its settings can be changed from here. */
  readonly takesSettings: boolean;
  /** A change of one of its settings that came to nothing; null: none lately. */
  readonly failure: FailureDetail | null;
}

/**
 * Where the numbers for Prometheus are: nowhere because the user wants none, about to be offered, offered, or nowhere
 * because another program has the port, because the port is one of the assistant's, or because the system says no.
 */
export type MetricsStatus = 'off' | 'starting' | 'on' | 'taken' | 'reserved' | 'failed';

export interface About {
  /** Whether this is a package for tests, not a release. */
  readonly isTestBuild: boolean;
  readonly overlay: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly logFolder: string;
}

/** Everything that the settings page draws. Plain data. */
export interface SettingsView {
  /** Grows whenever the view changes. */
  readonly revision: number;
  readonly settings: Settings;
  /** The language in use. */
  readonly language: Language;
  readonly environment: EnvironmentOverrides;
  readonly login: LoginState;
  readonly shortcuts: ShortcutStates;
  readonly shown: ShownClient;
  readonly problems: readonly SettingsProblem[];
  /** The name of the profile; null: the default one, or one that has no name. */
  readonly profile: string | null;
  /** Whom the overlay follows, in the order of the settings; never nobody. */
  readonly clients: readonly ClientState[];
  readonly metrics: MetricsStatus;
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
  /** main → page: the SettingsView, at first on `ready`, then whenever it changes. */
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
  /** page → main: a boolean, the answer to the question that is asked once. */
  answerLogin: 'settings:answer-login',
  /** page → main and back: the text of a pairing. Answers a PairingAnswer. */
  pairText: 'settings:pair-text',
  /** page → main and back: lets the user choose a pairing's file. Answers a PairingAnswer. */
  pairFile: 'settings:pair-file',
  /** page → main: the id of a paired client, and its new name. */
  renameClient: 'settings:rename-client',
  /** page → main: the id of a paired client. */
  removeClient: 'settings:remove-client',
  /** page → main: a boolean, whether the user is pressing the keys of a new shortcut. */
  recording: 'settings:recording',
  /** page → main: opens the window of the diagnostics. */
  openDiagnostics: 'settings:open-diagnostics',
  /** page → main */
  openLogFolder: 'settings:open-log-folder',
  /** page → main: ends the overlay, which without a tray can't be done anywhere else. */
  quit: 'settings:quit',
} as const;

/** What the settings page's preload script offers as `window.settings`. */
export interface SettingsBridge {
  /** Calls `listener` with the view as it is now and again after every change. @returns what ends it. */
  onView(listener: (view: SettingsView) => void): () => void;
  /** Changes fields of a section. */
  update<S extends Section>(section: S, changes: Partial<Settings[S]>): Promise<ChangeAnswer>;
  /** Gives a section its defaults. */
  reset(section: Section): void;
  /** Asks main to change one of the client's own settings. */
  press(request: Extract<CommandRequest, { command: 'set_setting' }>): void;
  setLogin(enabled: boolean): void;
  /** Answers whether to start at login, which is asked once. */
  answerLogin(yes: boolean): void;
  /** Pairs with a client. The text has its key in it, and is not to be kept. */
  pairText(text: string): Promise<PairingAnswer>;
  /** Lets the user choose the file of a pairing. */
  pairFile(): Promise<PairingAnswer>;
  renameClient(id: string, name: string): void;
  /** Ends a pairing; its key is forgotten. */
  removeClient(id: string): void;
  /** Tells that the user begins or stops to press the keys of a new shortcut; ours do nothing meanwhile. */
  setRecording(recording: boolean): void;
  openDiagnostics(): void;
  openLogFolder(): void;
  /** Ends the overlay. */
  quit(): void;
}
