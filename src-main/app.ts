import { join } from 'node:path';
import { app, globalShortcut, nativeTheme, powerMonitor, session } from 'electron';
import { poll } from './connection/polling-transport.ts';
import { createReplaceableConnection } from './connection/replaceable-connection.ts';
import { openSocket } from './connection/socket-transport.ts';
import { handlePageMessages } from './ipc/page-messages.ts';
import { createClientActions } from './overlay/client-action.ts';
import { createIntents } from './overlay/intents.ts';
import { previewOf } from './overlay/preview.ts';
import { snoozeUntil } from './overlay/snooze.ts';
import { createOverlayStore } from './overlay/store.ts';
import { effectsOf } from './settings/effects.ts';
import { openSettingsFolder } from './settings/settings-folder.ts';
import { openSettings } from './settings/settings-store.ts';
import { setupSettingsPage } from './settings/setup-settings-page.ts';
import { createAutostart } from './system/autostart.ts';
import { beginStart } from './system/begin-start.ts';
import { systemClock as clock } from './system/clock.ts';
import { followPower } from './system/follow-power.ts';
import { watchGpu } from './system/gpu-crashes.ts';
import { lockPages, lockSession, registerAppScheme } from './system/lockdown.ts';
import { logFolderIn, openLog } from './system/log.ts';
import { createShortcuts } from './system/shortcuts.ts';
import { setupTray } from './tray/setup-tray.ts';
import { createCompositing } from './windows/compositing.ts';
import { systemDisplays } from './windows/displays.ts';
import { holdEscapeKey } from './windows/escape-key.ts';
import { createOverlayWindows } from './windows/overlay-windows.ts';
import { createPageWindow } from './windows/page-window.ts';

const RENDERER_ROOT = join(app.getAppPath(), 'out/renderer');

/**
 * Starts the overlay: client's bytes → connection → store → windows and tray, and presses back to the client.
 * @throws CommandLineError or EnvironmentError when the user has to correct something.
 */
export async function startApp(): Promise<void> {
  const start = beginStart();
  if (start === null) return;
  const { environment, profile } = start;
  const logFolder = logFolderIn(app.getPath('userData'));
  const { log, flush: flushLog } = openLog(logFolder, clock);
  // One task that failed takes nothing else with it; an exception does (main.ts).
  process.on('unhandledRejection', (reason) =>
    log(`a task failed: ${reason instanceof Error ? reason.stack : reason}`),
  );
  const settings = openSettings({
    folder: openSettingsFolder(app.getPath('userData')),
    clock,
    now: () => new Date(),
    log,
  });
  if (start.isOnWayland) log('a Wayland session without an X server: the bubble can neither be placed nor kept on top');
  if (settings.current().appearance.softwareRendering) app.disableHardwareAcceleration();
  registerAppScheme();
  lockPages(app);
  watchGpu(log);
  // The overlay lives in the tray: windows come and go.
  app.on('window-all-closed', () => {});

  await app.whenReady();
  lockSession(session.defaultSession, RENDERER_ROOT);

  const effects = () => effectsOf(settings.current(), environment, app.getPreferredSystemLanguages());
  const compositing = createCompositing(() => windows.place());
  const store = createOverlayStore(clock, effects().context, (state) => {
    compositing.follow(state);
    windows.draw(drawn());
    tray.draw(state);
  });
  /** What the windows show; the tray and the buttons go by the store. */
  let isPreviewing = false;
  const drawn = () => (isPreviewing ? previewOf(store.state(), effects().context) : store.state());
  const clientAction = createClientActions({
    nowMs: clock.nowMs,
    mayQuit: () => settings.current().connection.allowRemoteQuit,
    isSnoozed: () => store.state().snoozedUntilEpochMs !== null,
  });
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
      if (action === 'toggle_visibility') intents.toggleVisibility();
      if (action === 'quit') app.quit();
    },
  });
  const intents = createIntents(store, connection.send);

  const autostart = createAutostart(profile, log);
  // A profile in a folder of its own may be anything, such as a test: it does not correct what starts at login.
  if (environment.profileDir === null) autostart.mend();
  const windows = createOverlayWindows({
    clock,
    displays: systemDisplays,
    settings,
    isComposited: compositing.isOn,
    holdEscapeKey,
    openPair: (onPageEnd) => ({
      bubble: createPageWindow('bubble', false, clock, log, () => {}),
      controls: createPageWindow('controls', true, clock, log, onPageEnd),
    }),
    initial: store.state(),
  });
  handlePageMessages(
    { state: drawn, layout: windows.layoutOf, onCommand: intents.press, onHandle: windows.handle },
    log,
  );
  const tray = setupTray({
    clock,
    store,
    profile,
    login: autostart.state,
    setLogin: (enabled) => settingsPage.setLogin(enabled),
    onCommand: intents.press,
    openSettings: () => settingsPage.open(),
    reconnect: connection.reconnectNow,
    onMissing() {
      log('this desktop has no tray');
      // Without a tray nothing tells a new user that the overlay is there and can be set up.
      if (!settings.current().login.asked) settingsPage.open();
    },
  });
  const shortcuts = createShortcuts(globalShortcut, clock.nowMs, (name) => {
    if (name === 'toggleMonitoring') intents.press('toggle_monitoring');
    if (name === 'stopSpeech') intents.press('stop_tts');
    if (name === 'showHide') intents.toggleVisibility();
  });

  const settingsPage = setupSettingsPage({
    clock,
    settings,
    environment,
    language: () => effects().context.language,
    login: {
      state: autostart.state,
      set(enabled) {
        autostart.set(enabled);
        tray.draw(store.state());
      },
    },
    shortcuts,
    isTrayMissing: tray.isMissing,
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
    shortcuts.apply(settings.current().shortcuts);
    windows.place();
    windows.draw(drawn());
    settingsPage.draw();
  };
  compositing.follow(store.state());
  settings.subscribe(applySettings);
  applySettings();

  app.on('second-instance', settingsPage.open);
  followPower(powerMonitor, {
    reconnect: connection.reconnectNow,
    onResume() {
      store.dispatch({ kind: 'slept' });
      const untilEpochMs = store.state().snoozedUntilEpochMs;
      if (untilEpochMs !== null) store.dispatch(snoozeUntil(untilEpochMs, Date.now(), clock.nowMs()));
    },
  });
  app.on('before-quit', () => {
    connection.stop();
    store.stop();
    windows.close();
  });
  app.on('will-quit', settings.flush);
  app.on('will-quit', flushLog);
  connection.start();
}
