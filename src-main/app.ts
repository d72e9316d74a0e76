import { join } from 'node:path';
import { app, nativeTheme, powerMonitor, session } from 'electron';
import type { Command } from '../src-preload/contract.ts';
import { poll } from './connection/polling-transport.ts';
import { createReplaceableConnection } from './connection/replaceable-connection.ts';
import { openSocket } from './connection/socket-transport.ts';
import { handlePageMessages } from './ipc/page-messages.ts';
import { clientAction } from './overlay/client-action.ts';
import { previewOf } from './overlay/preview.ts';
import { createOverlayStore } from './overlay/store.ts';
import { effectsOf } from './settings/effects.ts';
import { openSettingsFolder } from './settings/settings-folder.ts';
import { openSettings } from './settings/settings-store.ts';
import { setupSettingsPage } from './settings/setup-settings-page.ts';
import { systemClock as clock } from './system/clock.ts';
import { parseEnvironment } from './system/environment.ts';
import { lockPages, lockSession, registerAppScheme } from './system/lockdown.ts';
import { openLog } from './system/log.ts';
import { createTray } from './tray/tray.ts';
import { systemDisplays } from './windows/displays.ts';
import { holdEscapeKey } from './windows/escape-key.ts';
import { createOverlayWindows } from './windows/overlay-windows.ts';
import { createPageWindow } from './windows/page-window.ts';

const RENDERER_ROOT = join(app.getAppPath(), 'out/renderer');
const TRAY_ARTWORK = join(app.getAppPath(), 'assets/tray');

/**
 * Starts the overlay: client's bytes → connection → store → windows and tray, and presses back to the client.
 * @throws EnvironmentError when a variable of the environment can't be used.
 */
export async function startApp(): Promise<void> {
  const environment = parseEnvironment(process.env);
  if (environment.profileDir !== null) app.setPath('userData', environment.profileDir);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const logFolder = join(app.getPath('userData'), 'logs');
  const log = openLog(logFolder);
  const settings = openSettings({
    folder: openSettingsFolder(app.getPath('userData')),
    clock,
    now: () => new Date(),
    log,
  });
  registerAppScheme();
  lockPages(app);
  // The overlay lives in the tray: windows come and go.
  app.on('window-all-closed', () => {});

  await app.whenReady();
  lockSession(session.defaultSession, RENDERER_ROOT);

  const effects = () => effectsOf(settings.current(), environment, app.getPreferredSystemLanguages());
  const store = createOverlayStore(clock, effects().context, (state) => {
    windows.draw(drawn());
    tray.draw(state);
  });
  /** What the windows show; the tray and the buttons go by the store. */
  let isPreviewing = false;
  const drawn = () => (isPreviewing ? previewOf(store.state(), effects().context) : store.state());
  const connection = createReplaceableConnection({
    wsPorts: effects().context.wsPorts,
    httpPorts: effects().httpPorts,
    clock,
    random: Math.random,
    openSocket,
    poll,
    log,
    onEvent(event) {
      store.dispatch(event);
      const action = clientAction(event);
      if (action === 'open_settings') settingsPage.open();
      if (action === 'toggle_visibility') {
        store.dispatch({ kind: 'override', override: store.state().visible ? 'hide' : 'show' });
      }
    },
  });
  const press = (command: Command) => {
    // Seen again here: a press may have been on its way while the button changed.
    const { toggleMonitoring, stopTts } = store.state();
    const state = command === 'toggle_monitoring' ? toggleMonitoring : stopTts;
    if (state === 'enabled' && connection.send(command)) store.dispatch({ kind: 'command-sent', command });
  };

  const windows = createOverlayWindows({
    clock,
    displays: systemDisplays,
    settings,
    holdEscapeKey,
    openPair: (onPageEnd) => ({
      bubble: createPageWindow('bubble', false, log, () => {}),
      controls: createPageWindow('controls', true, log, onPageEnd),
    }),
    initial: store.state(),
  });
  handlePageMessages({ state: drawn, layout: windows.layoutOf, onCommand: press, onHandle: windows.handle }, log);
  const tray = createTray(TRAY_ARTWORK, store.state(), (action) => {
    switch (action.kind) {
      case 'command':
        return press(action.command);
      case 'override':
        return store.dispatch(action);
      case 'settings':
        return settingsPage.open();
      case 'reconnect':
        return connection.reconnectNow();
      case 'quit':
        return app.quit();
    }
  });

  const settingsPage = setupSettingsPage({
    settings,
    environment,
    language: () => effects().context.language,
    login: { state: () => ({ enabled: false, status: 'unsupported' }), set() {} },
    shortcuts: () => ({ toggleMonitoring: 'unset', stopSpeech: 'unset', showHide: 'unset' }),
    logFolder,
    onSeen(seen) {
      isPreviewing = seen;
      windows.draw(drawn());
    },
    log,
  });
  const applySettings = () => {
    const { context, httpPorts, themeSource } = effects();
    nativeTheme.themeSource = themeSource;
    store.setContext(context);
    connection.setPorts({ wsPorts: context.wsPorts, httpPorts });
    windows.place();
    windows.draw(drawn());
    settingsPage.draw();
  };
  settings.subscribe(applySettings);
  applySettings();

  // After sleep a socket can look open and be dead.
  powerMonitor.on('resume', connection.reconnectNow);
  powerMonitor.on('unlock-screen', connection.reconnectNow);
  app.on('will-quit', () => {
    connection.stop();
    store.stop();
    settings.flush();
  });
  connection.start();
}
