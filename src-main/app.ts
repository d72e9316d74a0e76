import { join } from 'node:path';
import { app, powerMonitor, session } from 'electron';
import type { Command } from '../src-preload/contract.ts';
import { DEFAULT_SETTINGS } from '../src-preload/settings.ts';
import { createConnection } from './connection/connection.ts';
import { poll } from './connection/polling-transport.ts';
import { openSocket } from './connection/socket-transport.ts';
import { handlePageMessages } from './ipc/page-messages.ts';
import type { Preferences } from './overlay/model.ts';
import { createOverlayStore } from './overlay/store.ts';
import { systemClock as clock } from './system/clock.ts';
import { chooseLanguage, parseEnvironment } from './system/environment.ts';
import { lockPages, lockSession, registerAppScheme } from './system/lockdown.ts';
import { openLog } from './system/log.ts';
import { createTray } from './tray/tray.ts';
import { createOverlayWindows } from './windows/overlay-windows.ts';

const RENDERER_ROOT = join(app.getAppPath(), 'out/renderer');
const TRAY_ARTWORK = join(app.getAppPath(), 'assets/tray');

const preferences: Preferences = { visibility: 'auto', lingerMs: 4_000 };

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
  const log = openLog(join(app.getPath('userData'), 'logs'));
  registerAppScheme();
  lockPages(app);
  // The overlay lives in the tray: windows come and go.
  app.on('window-all-closed', () => {});

  await app.whenReady();
  lockSession(session.defaultSession, RENDERER_ROOT);

  const language = chooseLanguage(environment.language, app.getPreferredSystemLanguages());
  const { wsPorts, httpPorts } = {
    wsPorts: environment.wsPorts ?? DEFAULT_SETTINGS.connection.wsPorts,
    httpPorts: environment.httpPorts ?? DEFAULT_SETTINGS.connection.httpPorts,
  };
  const context = { preferences, language, wsPorts };
  const store = createOverlayStore(clock, context, (state) => {
    windows.draw(state);
    tray.draw(state);
  });
  const connection = createConnection({
    wsPorts,
    httpPorts,
    clock,
    random: Math.random,
    openSocket,
    poll,
    log,
    onEvent: store.dispatch,
  });
  const press = (command: Command) => {
    // Seen again here: a press may have been on its way while the button changed.
    const { toggleMonitoring, stopTts } = store.state();
    const state = command === 'toggle_monitoring' ? toggleMonitoring : stopTts;
    if (state === 'enabled' && connection.send(command)) store.dispatch({ kind: 'command-sent', command });
  };

  handlePageMessages(store.state, press, log);
  const windows = createOverlayWindows(clock, store.state(), log);
  const tray = createTray(TRAY_ARTWORK, store.state(), (action) => {
    switch (action.kind) {
      case 'command':
        return press(action.command);
      case 'override':
        return store.dispatch(action);
      case 'reconnect':
        return connection.reconnectNow();
      case 'quit':
        return app.quit();
    }
  });

  // After sleep a socket can look open and be dead.
  powerMonitor.on('resume', connection.reconnectNow);
  powerMonitor.on('unlock-screen', connection.reconnectNow);
  app.on('will-quit', () => {
    connection.stop();
    store.stop();
  });
  connection.start();
}
