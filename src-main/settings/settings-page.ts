import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { failureOf } from '../../src-shared/command-failure.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { type Section, Settings } from '../../src-shared/settings.ts';
import type {
  About,
  ChangeAnswer,
  ClientState,
  EnvironmentOverrides,
  LoginState,
  MetricsStatus,
  PairingAnswer,
  Refusal,
  SettingsProblem,
  SettingsView,
  ShownClient,
} from '../../src-shared/settings-contract.ts';
import { sharedPorts } from '../../src-shared/settings-limits.ts';
import { titleOf, translator } from '../../src-shared/strings.ts';
import { parsePairing, type ReadPairing, readPairingFile } from '../clients/pairing.ts';
import type { Pairings } from '../clients/pairings.ts';
import type { Shortcuts } from '../desktop/shortcuts.ts';
import type { SettingsStore } from './settings-store.ts';
import type { SettingsWindow } from './settings-window.ts';

export interface SettingsPageOptions {
  readonly settings: SettingsStore;
  readonly window: SettingsWindow;
  readonly language: () => Language;
  readonly environment: EnvironmentOverrides;
  /** The profile's name; null: the default one, or one without a name. */
  readonly profile: string | null;
  /** The start at login. `set` throws if the system refuses. */
  readonly login: { state(): LoginState; set(enabled: boolean): void };
  readonly shortcuts: Pick<Shortcuts, 'states' | 'setRecording'>;
  /** Return the state of the client that is shown now. */
  readonly overlay: () => OverlayState;
  /** Called with a change of one of the client's own settings. */
  readonly onCommand: (request: CommandRequest) => void;
  /** Returns whether the desktop turned out to have no tray. */
  readonly isTrayMissing: () => boolean;
  /** Return the state of each followed client's connection. */
  readonly clients: () => readonly ClientState[];
  /** Return the state of the metrics endpoint. */
  readonly metrics: () => MetricsStatus;
  readonly openDiagnostics: () => void;
  readonly pairings: Pairings;
  readonly about: About;
  readonly openLogFolder: () => void;
  readonly quit: () => void;
  readonly log: (message: string) => void;
}

/** The requests of the settings page. */
export interface SettingsPageRequests {
  view(): SettingsView;
  command(request: CommandRequest): void;
  update(section: Section, changes: Readonly<Record<string, unknown>>): ChangeAnswer;
  reset(section: Section): void;
  setLogin(enabled: boolean): void;
  answerLogin(yes: boolean): void;
  setRecording(recording: boolean): void;
  openDiagnostics(): void;
  openLogFolder(): void;
  quit(): void;
  pairText(text: string): PairingAnswer;
  pairFile(): Promise<PairingAnswer>;
  renameClient(id: string, name: string): void;
  removeClient(id: string): void;
}

/** Main's side of the settings page. */
export interface SettingsPage {
  readonly requests: SettingsPageRequests;
  /** Switch the start at login. @returns false if the system refuses; the page then says so. */
  setLogin(enabled: boolean): boolean;
  /** Send the page the current view, if it has changed. Call after a change of anything that it shows. */
  draw(): void;
  /** Pass on a state of the overlay; the page gets it if it shows a difference. */
  follow(state: OverlayState): void;
}

/** Compose the view of the settings page, and carry out its requests. */
export function createSettingsPage(options: SettingsPageOptions): SettingsPage {
  const { settings, window, login, log } = options;
  let loginRefused = false;
  let published: SettingsView | null = null;
  let revision = 0;
  let shown = shownIn(options.overlay());

  const view = (): SettingsView => {
    const problems: SettingsProblem[] = options.isTrayMissing() ? [{ kind: 'no-tray' }] : [];
    if (loginRefused) problems.push({ kind: 'login-refused' });
    return {
      revision,
      settings: settings.current(),
      language: options.language(),
      environment: options.environment,
      login: login.state(),
      shortcuts: options.shortcuts.states(),
      shown: shownIn(options.overlay()),
      problems: [...problems, ...options.pairings.problems(), ...settings.problems()],
      profile: options.profile,
      clients: options.clients(),
      metrics: options.metrics(),
      keyStorage: options.pairings.keyStorage(),
      about: options.about,
    };
  };

  /** Whether socket and HTTP would share a port, together with the environment's values. */
  const sharesPorts = (changes: Readonly<Record<string, unknown>>): boolean => {
    if (!('wsPorts' in changes || 'httpPorts' in changes)) return false;
    const next = v.safeParse(Settings.entries.connection, { ...settings.current().connection, ...changes });
    if (!next.success) return false;
    const { wsPorts, httpPorts } = options.environment;
    return sharedPorts(wsPorts ?? next.output.wsPorts, httpPorts ?? next.output.httpPorts).length > 0;
  };

  const draw = () => {
    const next = view();
    if (isDeepStrictEqual(next, published)) return;
    revision += 1;
    published = { ...next, revision };
    window.setTitle(titleOf('settings.title', published.profile, translator(published.language)));
    window.draw(published);
  };

  const refusalOf = (section: Section, changes: Readonly<Record<string, unknown>>): Refusal | null => {
    // A page must not redirect keys.
    if (section === 'clients' && 'paired' in changes) return { fields: ['paired'] };
    if (section === 'connection' && sharesPorts(changes)) return { fields: Object.keys(changes) };
    return null;
  };

  const pair = (read: ReadPairing): PairingAnswer => {
    const problem = options.pairings.pair(read);
    draw();
    return problem ?? 'paired';
  };

  const setLogin = (enabled: boolean) => {
    try {
      login.set(enabled);
      loginRefused = false;
    } catch (error) {
      log(`start at login not changed: ${String(error)}`);
      loginRefused = true;
    }
    draw();
    return !loginRefused;
  };

  return {
    setLogin,
    draw,
    follow(state) {
      const next = shownIn(state);
      if (isDeepStrictEqual(next, shown)) return;
      shown = next;
      draw();
    },
    requests: {
      view,
      command: options.onCommand,
      update(section, changes) {
        return { refusal: refusalOf(section, changes) ?? settings.update(section, changes), view: view() };
      },
      reset: (section) => settings.reset(section),
      setLogin: (enabled) => void setLogin(enabled),
      answerLogin(yes) {
        settings.update('login', { asked: true });
        if (yes) setLogin(true);
      },
      setRecording(recording) {
        options.shortcuts.setRecording(recording);
        draw();
      },
      openDiagnostics: options.openDiagnostics,
      openLogFolder: options.openLogFolder,
      quit: options.quit,
      pairText: (text) => pair(parsePairing(text)),
      async pairFile() {
        const path = await window.chooseFile(translator(options.language())('pairing.file'));
        return path === null ? 'cancelled' : pair(readPairingFile(path));
      },
      renameClient: options.pairings.rename,
      removeClient: options.pairings.remove,
    },
  };
}

function shownIn({ transport, assistant, commands, detail }: OverlayState): ShownClient {
  const failure = failureOf(detail);
  return {
    transport,
    assistant,
    takesSettings: commands.set_setting === 'enabled',
    failure: failure?.command === 'set_setting' ? failure : null,
  };
}
