import { describe, expect, it, vi } from 'vitest';
import { createSettingsPage, type SettingsPageOptions } from '../../src-main/settings/settings-page.ts';
import { openSettings } from '../../src-main/settings/settings-store.ts';
import type { SettingsWindow } from '../../src-main/settings/settings-window.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { ClientState, LoginState } from '../../src-shared/settings-contract.ts';
import { ASSISTANT, OFFERING_ALL } from '../assistant.ts';
import { createFakeClock } from '../fake-clock.ts';
import { stateWith } from '../renderer/states.ts';
import { UNSET } from '../settings-view.ts';

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

function start(setLogin: (enabled: boolean) => void = () => {}, trayIsMissing = false) {
  const settings = openSettings({
    folder: { read: () => null, write() {}, rename() {}, copy() {} },
    clock: createFakeClock(),
    now: () => new Date(0),
    log() {},
  });
  const window = {
    raise: vi.fn<() => void>(),
    open: vi.fn<SettingsWindow['open']>(),
    draw: vi.fn<SettingsWindow['draw']>(),
    setTitle: vi.fn<SettingsWindow['setTitle']>(),
    chooseFile: vi.fn<SettingsWindow['chooseFile']>(async () => null),
  };
  let login: LoginState = { enabled: false, status: 'off' };
  let overlay = stateWith();
  const options: SettingsPageOptions = {
    settings,
    window,
    language: () => 'pl',
    environment: { wsPorts: null, httpPorts: null, language: null },
    login: {
      state: () => login,
      set(enabled) {
        setLogin(enabled);
        login = enabled ? { enabled, status: 'on' } : { enabled, status: 'off' };
      },
    },
    onCommand() {},
    overlay: () => overlay,
    isTrayMissing: () => trayIsMissing,
    shortcuts: {
      states: () => ({ ...UNSET, showHide: 'conflict' }),
      setRecording() {},
    },
    profile: null,
    clients: () => [LOCAL],
    metrics: () => 'taken',
    openDiagnostics() {},
    pairings: {
      pair: () => null,
      rename() {},
      remove() {},
      keyStorage: () => 'file',
      problems: () => [],
    },
    about: { isTestBuild: false, overlay: '1', electron: '2', chromium: '3', node: '4', logFolder: '/logs' },
    openLogFolder() {},
    quit() {},
    log() {},
  };
  const page = createSettingsPage(options);
  const follow = (state: OverlayState) => {
    overlay = state;
    page.follow(state);
  };
  return { settings, window, page, follow };
}

describe('the ports', () => {
  it('can’t be shared by the socket and HTTP', () => {
    const { page, settings } = start();
    expect(page.requests.update('connection', { wsPorts: [7001, 5000] }).refusal).toEqual({ fields: ['wsPorts'] });
    expect(page.requests.update('connection', { wsPorts: [7001], httpPorts: [7001] }).refusal).not.toBeNull();
    expect(page.requests.update('connection', { wsPorts: [7001, 7000] }).refusal).toBeNull();
    expect(settings.current().connection.wsPorts).toEqual([7001, 7000]);
  });
});

describe('the settings page', () => {
  it('is shown everything that it draws', () => {
    const { page, settings } = start();
    expect(page.requests.view()).toEqual({
      revision: 0,
      settings: settings.current(),
      language: 'pl',
      environment: { wsPorts: null, httpPorts: null, language: null },
      login: { enabled: false, status: 'off' },
      shortcuts: { ...UNSET, showHide: 'conflict' },
      shown: { transport: 'socket', assistant: null, takesSettings: false, failure: null },
      problems: [],
      profile: null,
      clients: [LOCAL],
      metrics: 'taken',
      keyStorage: 'file',
      about: { isTestBuild: false, overlay: '1', electron: '2', chromium: '3', node: '4', logFolder: '/logs' },
    });
  });

  it('is told what the client offers and which of its settings could not be changed, and nothing else of it', () => {
    const { page, follow, window } = start();
    page.draw();
    follow(stateWith({ phase: 'listening', visible: false }));
    expect(window.draw).toHaveBeenCalledTimes(1);
    const failure = {
      kind: 'command-rejected',
      code: 'invalid',
      message: '',
      command: 'set_setting',
      key: 'rate',
    } as const;
    follow(stateWith({ ...OFFERING_ALL, detail: failure }));
    expect(window.draw.mock.lastCall?.[0].shown).toEqual({
      transport: 'socket',
      assistant: ASSISTANT,
      takesSettings: true,
      failure,
    });
    follow(stateWith({ ...OFFERING_ALL, detail: { ...failure, command: 'send_text', key: null } }));
    expect(window.draw.mock.lastCall?.[0].shown.failure).toBeNull();
  });

  it('is told only what has changed', () => {
    const { page, window } = start();
    page.draw();
    page.draw();
    expect(window.draw).toHaveBeenCalledTimes(1);
    expect(window.setTitle).toHaveBeenLastCalledWith('Asystent Overlay – Ustawienia');
    expect(page.requests.update('behaviour', { lingerSeconds: 9 }).refusal).toBeNull();
    page.draw();
    expect(window.draw).toHaveBeenCalledTimes(2);
    expect(window.draw.mock.lastCall?.[0].settings.behaviour.lingerSeconds).toBe(9);
  });

  it('hears which change was refused', () => {
    const { page } = start();
    expect(page.requests.update('behaviour', { lingerSeconds: -1 }).refusal).toEqual({ fields: ['lingerSeconds'] });
  });

  it('changes starting at login, and remembers that it was asked', () => {
    const setLogin = vi.fn<(enabled: boolean) => void>();
    const { page, settings, window } = start(setLogin);
    page.requests.answerLogin(true);
    expect(setLogin).toHaveBeenCalledExactlyOnceWith(true);
    expect(settings.current().login.asked).toBe(true);
    expect(window.draw.mock.lastCall?.[0].login).toEqual({ enabled: true, status: 'on' });
  });

  it('takes no for an answer', () => {
    const setLogin = vi.fn<(enabled: boolean) => void>();
    const { page, settings } = start(setLogin);
    page.requests.answerLogin(false);
    expect(setLogin).not.toHaveBeenCalled();
    expect(settings.current().login.asked).toBe(true);
  });

  it('says when the system refused, until it does no more', () => {
    const setLogin = vi.fn<(enabled: boolean) => void>(() => {
      throw new Error('EACCES');
    });
    const { page } = start(setLogin);
    expect(page.setLogin(true)).toBe(false);
    expect(page.requests.view()).toMatchObject({
      login: { status: 'off' },
      problems: [{ kind: 'login-refused' }],
    });
    setLogin.mockImplementation(() => {});
    expect(page.setLogin(true)).toBe(true);
    expect(page.requests.view()).toMatchObject({ login: { status: 'on' }, problems: [] });
  });

  it('says that there is no tray', () => {
    expect(start(() => {}, true).page.requests.view().problems).toEqual([{ kind: 'no-tray' }]);
  });
});

it('the settings page can’t say where the keys go [SEC-KEY-REDIRECTED]', () => {
  const { page, settings } = start();
  expect(page.requests.update('clients', { followLocal: false, paired: [] }).refusal).toEqual({ fields: ['paired'] });
  expect(settings.current().clients.followLocal).toBe(true);
  expect(page.requests.update('clients', { followLocal: false }).refusal).toBeNull();
});
