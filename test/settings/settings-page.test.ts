import { describe, expect, it, vi } from 'vitest';
import { createSettingsPage, type SettingsPageOptions } from '../../src-main/settings/settings-page.ts';
import { openSettings } from '../../src-main/settings/settings-store.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import type { LoginState } from '../../src-shared/desktop-state.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { Section } from '../../src-shared/settings.ts';
import { type ChangeAnswer, SETTINGS_CHANNEL, type SettingsView } from '../../src-shared/settings-contract.ts';
import { ASSISTANT, OFFERING_ALL } from '../assistant.ts';
import { createFakeClock } from '../fake-clock.ts';
import { registrarWith } from '../ipc/fake-ipc.ts';
import { stateWith } from '../renderer/states.ts';
import { UNSET } from '../settings-view.ts';

const LOGIN_LINE = { desktop: 'sway', file: '~/.config/sway/config', line: 'exec /opt/overlay' };

const SATELLITES = { kind: 'satellites', satellites: [], canReadTexts: true } as const;
const FOUND = { kind: 'ovos', address: 'ovos://127.0.0.1:8181/core' } as const;

const UPDATES = { hasPlace: true, activity: 'none', checkedEpochMs: 5, problem: null, offer: null } as const;

const LOCAL: ClientState = {
  id: 'local',
  isLocal: true,
  name: 'Ten komputer',
  phase: 'ready',
  transport: 'socket',
  standing: { kind: 'socket', port: 6001 },
  sinceEpochMs: 0,
  addresses: { socket: ['127.0.0.1:6001'], http: [] },
  isShown: true,
};

function start(
  setLogin: (enabled: boolean) => void = () => {},
  desktop = { isTrayMissing: false, isOnWayland: false },
) {
  const write = vi.fn<(name: string, text: string) => void>();
  const settings = openSettings({
    folder: { read: () => null, write, rename() {}, copy() {} },
    clock: createFakeClock(),
    now: () => new Date(0),
    log() {},
  });
  const window = {
    send: vi.fn<(channel: string, view: unknown) => void>(),
    setTitle: vi.fn<(title: string) => void>(),
    fit: vi.fn<() => void>(),
    close: vi.fn<() => void>(),
  };
  /** The views that the page was sent. */
  const drawn = () => window.send.mock.calls.map(([, view]) => view as SettingsView);
  const log = vi.fn<(message: string) => void>();
  const ipc = registrarWith(log);
  const send = (name: string, ...args: readonly unknown[]) => ipc.send({ name, args, page: 'settings' });
  let login: LoginState = { enabled: false, status: 'off' };
  let overlay = stateWith();
  const called = {
    onCommand: vi.fn<SettingsPageOptions['onCommand']>(),
    setRecording: vi.fn<SettingsPageOptions['shortcuts']['setRecording']>(),
    openDiagnostics: vi.fn<() => void>(),
    openLogFolder: vi.fn<() => void>(),
    quit: vi.fn<() => void>(),
    ask: vi.fn<SettingsPageOptions['updates']['ask']>(),
    seek: vi.fn<SettingsPageOptions['adding']['seek']>(),
    test: vi.fn<SettingsPageOptions['adding']['test']>(async () => ({ kind: 'nothing' })),
    satellites: vi.fn<SettingsPageOptions['adding']['satellites']>(async () => SATELLITES),
    giveLogin: vi.fn<SettingsPageOptions['adding']['giveLogin']>(),
    add: vi.fn<SettingsPageOptions['adding']['add']>(() => 'too-many'),
    pair: vi.fn<SettingsPageOptions['pairings']['pair']>(() => null),
    rename: vi.fn<SettingsPageOptions['pairings']['rename']>(),
    remove: vi.fn<SettingsPageOptions['pairings']['remove']>(),
    giveCertificate: vi.fn<SettingsPageOptions['adding']['giveCertificate']>(() => 'none'),
    onBroker: vi.fn<SettingsPageOptions['adding']['onBroker']>(async () => ({ kind: 'nothing' })),
    chooseFiles: vi.fn<SettingsPageOptions['chooseFiles']>(async () => []),
  };
  const options: SettingsPageOptions = {
    ...called,
    ipc: ipc.registrar,
    settings,
    window,
    language: () => 'pl',
    environment: { wsPorts: null, httpPorts: null, language: null, follow: null },
    login: {
      state: () => login,
      line: () => LOGIN_LINE,
      set(enabled) {
        setLogin(enabled);
        login = enabled ? { enabled, status: 'on' } : { enabled, status: 'off' };
      },
    },
    shortcutCommands: null,
    settingsCommand: '/opt/overlay settings',
    isWayland: true,
    reach: { windows: 'x11', captures: 'never' },
    overlay: () => overlay,
    isTrayMissing: () => desktop.isTrayMissing,
    isOnWayland: desktop.isOnWayland,
    shortcuts: {
      states: () => ({ ...UNSET, showHide: 'conflict' }),
      setRecording: called.setRecording,
    },
    profile: null,
    clients: () => [LOCAL],
    metrics: () => 'taken',
    updates: { ask: called.ask, view: () => UPDATES },
    adding: { ...called, setSeen() {}, found: () => [FOUND] },
    pairings: {
      ...called,
      keyStorage: () => 'file',
      problems: () => [],
    },
    about: { isTestBuild: false, overlay: '1', electron: '2', chromium: '3', node: '4', logFolder: '/logs' },
    log() {},
  };
  const page = createSettingsPage(options);
  const setOverlay = (state: OverlayState) => {
    overlay = state;
  };
  const follow = (state: OverlayState) => {
    setOverlay(state);
    page.follow(state);
  };
  const update = (section: Section, changes: object) => send(SETTINGS_CHANNEL.update, section, changes) as ChangeAnswer;
  const view = () => {
    send(SETTINGS_CHANNEL.ready);
    return ipc.replies.at(-1)?.[1] as SettingsView;
  };
  return { settings, write, window, drawn, page, setOverlay, follow, send, update, view, called, log };
}

describe('the first run', () => {
  it('counts as seen, on the disk as well, once its page is on the screen, and not before', () => {
    const { page, settings, send, write } = start();
    page.setFirstRun(true);
    send(SETTINGS_CHANNEL.ready);
    expect(settings.current().firstRun.due).toBe(true);
    expect(write).not.toHaveBeenCalled();
    send(SETTINGS_CHANNEL.firstRun, 'seen');
    expect(settings.current().firstRun.due).toBe(false);
    expect(write).toHaveBeenCalledOnce();
    expect(page.isFirstRun()).toBe(true);
  });

  it('whose end can’t be written says so', () => {
    const { page, send, view, write } = start();
    write.mockImplementation(() => {
      throw new Error('EROFS');
    });
    page.setFirstRun(true);
    send(SETTINGS_CHANNEL.firstRun, 'seen');
    expect(view()).toMatchObject({ isFirstRun: true, problems: [{ kind: 'not-saved' }] });
  });

  it('ends by closing the window, or by becoming the settings, with their title and room', () => {
    const { page, window, drawn, send } = start();
    page.setFirstRun(true);
    expect(page.title()).toBe('Asystent Overlay – Witaj');
    expect(drawn().at(-1)?.isFirstRun).toBe(true);
    send(SETTINGS_CHANNEL.firstRun, 'done');
    expect(window.close).toHaveBeenCalledOnce();
    window.fit.mockClear();
    send(SETTINGS_CHANNEL.firstRun, 'settings');
    expect(window.fit).toHaveBeenCalledOnce();
    expect(window.setTitle).toHaveBeenLastCalledWith('Asystent Overlay – Ustawienia');
    expect(drawn().at(-1)?.isFirstRun).toBe(false);
    page.setFirstRun(false);
    expect(window.fit).toHaveBeenCalledOnce();
  });
});

describe('the ports', () => {
  it('can’t be shared by the socket and HTTP', () => {
    const { settings, update } = start();
    expect(update('connection', { wsPorts: [7001, 5000] }).refusal).toEqual({ fields: ['wsPorts'] });
    expect(update('connection', { wsPorts: [7001], httpPorts: [7001] }).refusal).not.toBeNull();
    expect(update('connection', { wsPorts: [7001, 7000] }).refusal).toBeNull();
    expect(settings.current().connection.wsPorts).toEqual([7001, 7000]);
  });
});

describe('the settings page', () => {
  it('is shown everything that it draws', () => {
    const { settings, view } = start();
    expect(view()).toEqual({
      revision: 0,
      isFirstRun: false,
      settings: settings.current(),
      language: 'pl',
      environment: { wsPorts: null, httpPorts: null, language: null, follow: null },
      login: { enabled: false, status: 'off' },
      loginLine: LOGIN_LINE,
      shortcuts: { ...UNSET, showHide: 'conflict' },
      shortcutCommands: null,
      settingsCommand: '/opt/overlay settings',
      isWayland: true,
      reach: { windows: 'x11', captures: 'never' },
      shown: { transport: 'socket', assistant: null, takesSettings: false, failure: null },
      problems: [],
      profile: null,
      clients: [LOCAL],
      found: [FOUND],
      metrics: 'taken',
      updates: UPDATES,
      keyStorage: 'file',
      about: { isTestBuild: false, overlay: '1', electron: '2', chromium: '3', node: '4', logFolder: '/logs' },
    });
  });

  it('is told what the client offers and which of its settings could not be changed, and nothing else of it', () => {
    const { drawn, page, follow } = start();
    page.draw();
    follow(stateWith({ phase: 'listening', visible: false }));
    expect(drawn()).toHaveLength(1);
    const failure = {
      kind: 'command-rejected',
      code: 'invalid',
      message: '',
      command: 'set_setting',
      key: 'rate',
    } as const;
    follow(stateWith({ ...OFFERING_ALL, detail: failure }));
    expect(drawn().at(-1)?.shown).toEqual({
      transport: 'socket',
      assistant: ASSISTANT,
      takesSettings: true,
      failure,
    });
    follow(stateWith({ ...OFFERING_ALL, detail: { ...failure, command: 'send_text', key: null } }));
    expect(drawn().at(-1)?.shown.failure).toBeNull();
  });

  it('is told of a state like the one before it was hidden, if another was drawn in between', () => {
    const { drawn, page, setOverlay, follow } = start();
    follow(stateWith());
    setOverlay(stateWith(OFFERING_ALL));
    page.draw();
    expect(drawn().at(-1)?.shown.assistant).toEqual(ASSISTANT);
    follow(stateWith());
    expect(drawn().at(-1)?.shown.assistant).toBeNull();
  });

  it('is told only what has changed', () => {
    const { window, drawn, page, update } = start();
    page.draw();
    page.draw();
    expect(drawn()).toHaveLength(1);
    expect(window.setTitle).toHaveBeenLastCalledWith('Asystent Overlay – Ustawienia');
    expect(update('behaviour', { lingerSeconds: 9 }).refusal).toBeNull();
    page.draw();
    expect(drawn()).toHaveLength(2);
    expect(drawn().at(-1)?.settings.behaviour.lingerSeconds).toBe(9);
  });

  it('hears which change was refused', () => {
    const { update } = start();
    expect(update('behaviour', { lingerSeconds: -1 }).refusal).toEqual({ fields: ['lingerSeconds'] });
  });

  it('changes starting at login', () => {
    const setLogin = vi.fn<(enabled: boolean) => void>();
    const { drawn, send } = start(setLogin);
    send(SETTINGS_CHANNEL.setLogin, true);
    expect(setLogin).toHaveBeenCalledExactlyOnceWith(true);
    expect(drawn().at(-1)?.login).toEqual({ enabled: true, status: 'on' });
  });

  it('says when the system refused, until it does no more', () => {
    const setLogin = vi.fn<(enabled: boolean) => void>(() => {
      throw new Error('EACCES');
    });
    const { page, view } = start(setLogin);
    expect(page.setLogin(true)).toBe(false);
    expect(view()).toMatchObject({
      login: { status: 'off' },
      problems: [{ kind: 'login-refused' }],
    });
    setLogin.mockImplementation(() => {});
    expect(page.setLogin(true)).toBe(true);
    expect(view()).toMatchObject({ login: { status: 'on' }, problems: [] });
  });

  it('says what the desktop can’t do', () => {
    const problems = (desktop: { readonly isTrayMissing: boolean; readonly isOnWayland: boolean }) =>
      start(() => {}, desktop).view().problems;
    expect(problems({ isTrayMissing: true, isOnWayland: false })).toEqual([{ kind: 'no-tray' }]);
    expect(problems({ isTrayMissing: false, isOnWayland: true })).toEqual([{ kind: 'on-wayland' }]);
  });
});

it('the settings page can’t say where the keys go [SEC-KEY-REDIRECTED]', () => {
  const { settings, update } = start();
  expect(update('clients', { followLocal: false, followed: [] }).refusal).toEqual({ fields: ['followed'] });
  expect(update('clients', { unknown: [] }).refusal).toEqual({ fields: ['unknown'] });
  expect(settings.current().clients.followLocal).toBe(true);
  expect(update('clients', { followLocal: false }).refusal).toBeNull();
});

describe('messages of the settings page', () => {
  it('are carried out', async () => {
    const setLogin = vi.fn<(enabled: boolean) => void>();
    const { settings, send, update, called, log } = start(setLogin);
    expect(update('appearance', { theme: 'dark' }).view.settings.appearance.theme).toBe('dark');
    send(SETTINGS_CHANNEL.reset, 'appearance');
    expect(settings.current().appearance.theme).toBe('auto');
    const request = { command: 'set_setting', args: { key: 'speed', value: 1 } };
    send(SETTINGS_CHANNEL.command, request);
    expect(called.onCommand).toHaveBeenCalledExactlyOnceWith(request);
    send(SETTINGS_CHANNEL.setLogin, true);
    expect(setLogin).toHaveBeenCalledExactlyOnceWith(true);
    send(SETTINGS_CHANNEL.recording, true);
    expect(called.setRecording).toHaveBeenCalledExactlyOnceWith(true);
    send(SETTINGS_CHANNEL.openDiagnostics);
    expect(called.openDiagnostics).toHaveBeenCalledTimes(1);
    send(SETTINGS_CHANNEL.openLogFolder);
    expect(called.openLogFolder).toHaveBeenCalledTimes(1);
    send(SETTINGS_CHANNEL.quit);
    expect(called.quit).toHaveBeenCalledTimes(1);
    expect(send(SETTINGS_CHANNEL.pairText, '{}')).toBe('paired');
    expect(called.pair).toHaveBeenCalledTimes(1);
    expect(await send(SETTINGS_CHANNEL.pairFile)).toBe('cancelled');
    expect(called.chooseFiles).toHaveBeenLastCalledWith(expect.any(String), false);
    expect(await send(SETTINGS_CHANNEL.giveCertificate, '127.0.0.1')).toBe('cancelled');
    expect(called.chooseFiles).toHaveBeenLastCalledWith(expect.any(String), true);
    expect(called.giveCertificate).not.toHaveBeenCalled();
    called.chooseFiles.mockResolvedValueOnce(['/nowhere']);
    expect(await send(SETTINGS_CHANNEL.giveCertificate, '127.0.0.1')).toBe('none');
    expect(called.giveCertificate).toHaveBeenCalledExactlyOnceWith('127.0.0.1', null);
    expect(await send(SETTINGS_CHANNEL.findOnBroker, '127.0.0.1')).toEqual({ kind: 'nothing' });
    expect(called.onBroker).toHaveBeenCalledExactlyOnceWith('127.0.0.1');
    send(SETTINGS_CHANNEL.seek, true);
    expect(called.seek).toHaveBeenCalledExactlyOnceWith(true);
    expect(await send(SETTINGS_CHANNEL.testClient, 'ovos', '127.0.0.1')).toEqual({ kind: 'nothing' });
    expect(called.test).toHaveBeenCalledExactlyOnceWith('ovos', '127.0.0.1');
    expect(await send(SETTINGS_CHANNEL.findSatellites, 'http://127.0.0.1', 'token')).toBe(SATELLITES);
    send(SETTINGS_CHANNEL.giveLogin, '127.0.0.1/asystent/kitchen', 'desk', 'password');
    expect(called.giveLogin).toHaveBeenCalledExactlyOnceWith('127.0.0.1/asystent/kitchen', 'desk', 'password');
    expect(send(SETTINGS_CHANNEL.addClient, 'ovos', '127.0.0.1', '')).toBe('too-many');
    expect(called.add).toHaveBeenCalledExactlyOnceWith('ovos', '127.0.0.1', '');
    send(SETTINGS_CHANNEL.updates, 'install');
    expect(called.ask).toHaveBeenCalledExactlyOnceWith('install');
    send(SETTINGS_CHANNEL.renameClient, 'id', 'Kitchen');
    expect(called.rename).toHaveBeenCalledExactlyOnceWith('id', 'Kitchen');
    send(SETTINGS_CHANNEL.removeClient, 'id');
    expect(called.remove).toHaveBeenCalledExactlyOnceWith('id');
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    [SETTINGS_CHANNEL.update, ['secrets', {}]],
    [SETTINGS_CHANNEL.update, ['appearance']],
    [SETTINGS_CHANNEL.update, ['appearance', 'dark']],
    [SETTINGS_CHANNEL.update, ['appearance', {}, 'more']],
    [SETTINGS_CHANNEL.reset, ['everything']],
    [SETTINGS_CHANNEL.reset, [['appearance']]],
    [SETTINGS_CHANNEL.command, [{ command: 'set_monitoring', args: { on: false } }]],
    [SETTINGS_CHANNEL.setLogin, ['yes']],
    [SETTINGS_CHANNEL.firstRun, ['later']],
    [SETTINGS_CHANNEL.updates, ['9.0.0']],
    [SETTINGS_CHANNEL.openDiagnostics, ['now']],
    [SETTINGS_CHANNEL.openLogFolder, ['/etc']],
    [SETTINGS_CHANNEL.pairText, []],
    [SETTINGS_CHANNEL.pairText, [{ url: 'wss://127.0.0.1:1/' }]],
    [SETTINGS_CHANNEL.pairFile, ['/etc/passwd']],
    [SETTINGS_CHANNEL.seek, []],
    [SETTINGS_CHANNEL.testClient, ['asystent', '127.0.0.1']],
    [SETTINGS_CHANNEL.testClient, ['ovos', 'x'.repeat(10_001)]],
    [SETTINGS_CHANNEL.findSatellites, ['127.0.0.1']],
    [SETTINGS_CHANNEL.giveLogin, ['127.0.0.1/asystent/kitchen', 'desk']],
    [SETTINGS_CHANNEL.giveCertificate, ['127.0.0.1', '-----BEGIN']],
    [SETTINGS_CHANNEL.findOnBroker, []],
    [SETTINGS_CHANNEL.addClient, ['ovos', '127.0.0.1']],
    [SETTINGS_CHANNEL.renameClient, ['id']],
    [SETTINGS_CHANNEL.removeClient, [{ id: 'id' }]],
  ])('are refused and logged with wrong arguments: %s %j', (channel, args) => {
    const { settings, send, called, log } = start();
    const before = settings.current();
    // The page waits for an answer to these.
    const { update, pairText, pairFile, testClient, findSatellites, addClient, giveCertificate, findOnBroker } =
      SETTINGS_CHANNEL;
    const answered: readonly string[] = [
      ...[update, pairText, pairFile, testClient, findSatellites, addClient, giveCertificate, findOnBroker],
    ];
    const sending = () => send(channel, ...args);
    if (answered.includes(channel)) expect(sending).toThrow('refused');
    else sending();
    expect(log).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(channel));
    expect(settings.current()).toBe(before);
    for (const request of Object.values(called)) expect(request).not.toHaveBeenCalled();
  });
});
