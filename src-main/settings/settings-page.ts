import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { CertificateAnswer, PairingAnswer } from '../../src-shared/adding-contract.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import { failureOf } from '../../src-shared/command-failure.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { DesktopReach, LoginLine, LoginState, ShortcutCommands } from '../../src-shared/desktop-state.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { type Section, Settings } from '../../src-shared/settings.ts';
import {
  type About,
  type ChangeAnswer,
  type EnvironmentOverrides,
  type MetricsStatus,
  type Refusal,
  SETTINGS_CHANNEL,
  type SettingsProblem,
  type SettingsView,
  type ShownClient,
} from '../../src-shared/settings-contract.ts';
import { sharedPorts } from '../../src-shared/settings-limits.ts';
import { titleOf, translator } from '../../src-shared/strings.ts';
import type { UpdateStep, UpdatesView } from '../../src-shared/updates-contract.ts';
import type { Adding } from '../clients/adding.ts';
import { readCertificateFiles } from '../clients/certificate-files.ts';
import { parsePairing, type ReadPairing, readPairingFile } from '../clients/pairing.ts';
import type { Pairings } from '../clients/pairings.ts';
import type { Shortcuts } from '../desktop/shortcuts.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { DocumentWindow } from '../windows/document-window.ts';
import type { SettingsStore } from './settings-store.ts';

export interface SettingsPageOptions {
  readonly ipc: Registrar;
  readonly settings: SettingsStore;
  readonly window: Pick<DocumentWindow, 'send' | 'setTitle' | 'fit' | 'close'>;
  /** Let the user choose a file, or several. @returns their paths; empty if they chose none. */
  readonly chooseFiles: (title: string, isSeveral: boolean) => Promise<readonly string[]>;
  readonly language: () => Language;
  readonly environment: EnvironmentOverrides;
  /** The profile's name; null: the default one, or one without a name. */
  readonly profile: string | null;
  /** The start at login. `set` throws if the system refuses. */
  readonly login: { state(): LoginState; line(): LoginLine | null; set(enabled: boolean): void };
  readonly shortcuts: Pick<Shortcuts, 'states' | 'setRecording'>;
  /** null where shortcuts work without commands. */
  readonly shortcutCommands: ShortcutCommands | null;
  readonly settingsCommand: string;
  readonly isWayland: boolean;
  readonly reach: DesktopReach;
  /** Return the state of the client that is shown now. */
  readonly overlay: () => OverlayState;
  /** Called with a change of one of the client's own settings. */
  readonly onCommand: (request: CommandRequest) => void;
  /** Returns whether the desktop turned out to have no tray. */
  readonly isTrayMissing: () => boolean;
  /** Whether this is a Wayland session without an X server. */
  readonly isOnWayland: boolean;
  /** Return the state of each followed client's connection. */
  readonly clients: () => readonly ClientState[];
  /** Return the state of the metrics endpoint. */
  readonly metrics: () => MetricsStatus;
  readonly updates: { view(): UpdatesView; ask(step: UpdateStep): void };
  readonly openDiagnostics: () => void;
  readonly pairings: Omit<Pairings, 'follow'>;
  readonly adding: Adding;
  readonly about: About;
  readonly openLogFolder: () => void;
  readonly quit: () => void;
  readonly log: (message: string) => void;
}

/** Main's side of the settings page. */
export interface SettingsPage {
  /** Return the title of the window. */
  title(): string;
  isFirstRun(): boolean;
  /** Show the page of the first run, or the settings. */
  setFirstRun(isOn: boolean): void;
  /** Switch the start at login. @returns false if the system refuses; the page then says so. */
  setLogin(enabled: boolean): boolean;
  /** Send the page the current view, if it has changed. Call after a change of anything that it shows. */
  draw(): void;
  /** Pass on a state of the overlay; the page gets it if it shows a difference. */
  follow(state: OverlayState): void;
}

/** Compose the view of the settings page, and carry out its requests. */
export function createSettingsPage(options: SettingsPageOptions): SettingsPage {
  const { ipc, settings, window, login, shortcuts, pairings, adding, log } = options;
  let isFirstRun = false;
  let loginRefused = false;
  let published: SettingsView | null = null;
  let revision = 0;

  const view = (): SettingsView => {
    const problems: SettingsProblem[] = options.isTrayMissing() ? [{ kind: 'no-tray' }] : [];
    if (options.isOnWayland) problems.push({ kind: 'on-wayland' });
    if (loginRefused) problems.push({ kind: 'login-refused' });
    return {
      revision,
      isFirstRun,
      settings: settings.current(),
      language: options.language(),
      environment: options.environment,
      login: login.state(),
      loginLine: login.line(),
      shortcuts: shortcuts.states(),
      shortcutCommands: options.shortcutCommands,
      settingsCommand: options.settingsCommand,
      isWayland: options.isWayland,
      reach: options.reach,
      shown: shownIn(options.overlay()),
      problems: [...problems, ...pairings.problems(), ...settings.problems()],
      profile: options.profile,
      clients: options.clients(),
      found: adding.found(),
      metrics: options.metrics(),
      updates: options.updates.view(),
      keyStorage: pairings.keyStorage(),
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

  const title = () => {
    const key = isFirstRun ? 'firstRun.title' : 'settings.title';
    return titleOf(key, options.profile, translator(options.language()));
  };

  const draw = () => {
    const next = view();
    if (isDeepStrictEqual(next, published)) return;
    revision += 1;
    published = { ...next, revision };
    window.setTitle(title());
    window.send(SETTINGS_CHANNEL.view, published);
  };

  const refusalOf = (section: Section, changes: Readonly<Record<string, unknown>>): Refusal | null => {
    // A page must not redirect keys.
    const kept = section === 'clients' ? ['followed', 'unknown'].filter((field) => field in changes) : [];
    if (kept.length > 0) return { fields: kept };
    if (section === 'connection' && sharesPorts(changes)) return { fields: Object.keys(changes) };
    return null;
  };

  const pair = (read: ReadPairing): PairingAnswer => {
    const problem = pairings.pair(read);
    draw();
    return problem ?? 'paired';
  };

  const setFirstRun = (isOn: boolean) => {
    if (isOn === isFirstRun) return;
    isFirstRun = isOn;
    window.fit();
    draw();
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

  ipc.on(SETTINGS_CHANNEL.ready, ({ reply }) => {
    // The page before may have crashed while it looked for assistants.
    adding.seek(false);
    reply(SETTINGS_CHANNEL.view, view());
  });
  ipc.handle(SETTINGS_CHANNEL.update, (section, changes): ChangeAnswer => {
    return { refusal: refusalOf(section, changes) ?? settings.update(section, changes), view: view() };
  });
  ipc.on(SETTINGS_CHANNEL.reset, (_, section) => settings.reset(section));
  ipc.on(SETTINGS_CHANNEL.command, (_, request) => options.onCommand(request));
  ipc.on(SETTINGS_CHANNEL.setLogin, (_, enabled) => void setLogin(enabled));
  ipc.on(SETTINGS_CHANNEL.firstRun, (_, step) => {
    if (step === 'done') window.close();
    if (step === 'settings') setFirstRun(false);
    if (step !== 'seen') return;
    settings.update('firstRun', { due: false });
    // At once: it counts as seen even if the overlay is killed now.
    settings.flush();
  });
  ipc.on(SETTINGS_CHANNEL.recording, (_, recording) => {
    shortcuts.setRecording(recording);
    draw();
  });
  ipc.handle(SETTINGS_CHANNEL.pairText, (text) => pair(parsePairing(text)));
  ipc.handle(SETTINGS_CHANNEL.pairFile, async (): Promise<PairingAnswer> => {
    const [path] = await options.chooseFiles(translator(options.language())('pairing.file'), false);
    return path === undefined ? 'cancelled' : pair(readPairingFile(path));
  });
  ipc.on(SETTINGS_CHANNEL.seek, (_, isOn) => adding.seek(isOn));
  ipc.handle(SETTINGS_CHANNEL.testClient, adding.test);
  ipc.handle(SETTINGS_CHANNEL.findSatellites, adding.satellites);
  ipc.on(SETTINGS_CHANNEL.giveLogin, (_, address, user, password) => adding.giveLogin(address, user, password));
  ipc.handle(SETTINGS_CHANNEL.giveCertificate, async (address): Promise<CertificateAnswer> => {
    const paths = await options.chooseFiles(translator(options.language())('adding.certificateFiles'), true);
    return paths.length === 0 ? 'cancelled' : adding.giveCertificate(address, readCertificateFiles(paths));
  });
  ipc.handle(SETTINGS_CHANNEL.findOnBroker, adding.onBroker);
  ipc.handle(SETTINGS_CHANNEL.addClient, (kind, address, name) => {
    const problem = adding.add(kind, address, name);
    draw();
    return problem;
  });
  ipc.on(SETTINGS_CHANNEL.renameClient, (_, id, name) => pairings.rename(id, name));
  ipc.on(SETTINGS_CHANNEL.removeClient, (_, id) => pairings.remove(id));
  ipc.on(SETTINGS_CHANNEL.updates, (_, step) => options.updates.ask(step));
  ipc.on(SETTINGS_CHANNEL.openDiagnostics, options.openDiagnostics);
  ipc.on(SETTINGS_CHANNEL.openLogFolder, options.openLogFolder);
  ipc.on(SETTINGS_CHANNEL.quit, options.quit);

  return {
    title,
    isFirstRun: () => isFirstRun,
    setFirstRun,
    setLogin,
    draw,
    follow(state) {
      if (!isDeepStrictEqual(shownIn(state), published?.shown)) draw();
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
