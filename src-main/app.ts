import { join } from 'node:path';
import { app, clipboard, globalShortcut, ipcMain, Menu, nativeTheme, powerMonitor, session } from 'electron';
import { switchMonitoring } from '../src-shared/commands.ts';
import { setupBubbles } from './bubble/setup-bubbles.ts';
import { followedAssistants } from './clients/followed-assistants.ts';
import { setupClients } from './clients/setup-clients.ts';
import { followPower } from './desktop/follow-power.ts';
import { createShortcuts } from './desktop/shortcuts.ts';
import { setupDiagnostics } from './diagnostics/setup-diagnostics.ts';
import { createRegistrar } from './ipc/registrar.ts';
import { openProfile } from './open-profile.ts';
import { createKeptAnswers } from './overlay/kept-answers.ts';
import { systemClock as clock } from './runtime/clock.ts';
import { collectGarbage, limitHeaps } from './runtime/garbage.ts';
import { watchGpu } from './runtime/gpu-crashes.ts';
import { watchBursts } from './runtime/idle-gc.ts';
import { prepareToServe } from './security/app-scheme.ts';
import { lockPages, lockSession, registerAppScheme } from './security/lockdown.ts';
import { effectsOf } from './settings/effects.ts';
import { setupSettingsPage } from './settings/setup-settings-page.ts';
import { createUnseenFiles } from './settings/unseen-files.ts';
import { createAutostart } from './start/autostart.ts';
import { beginStart } from './start/bootstrap.ts';
import { createStarter } from './start/starter.ts';
import { setupTray } from './tray/setup-tray.ts';

const RENDERER_ROOT = join(app.getAppPath(), 'out/renderer');

/**
 * Starts the overlay: client's bytes → connection → store → windows and tray, and presses back to the client.
 * @throws UserError when the user has to correct something.
 */
export async function startApp(): Promise<void> {
  limitHeaps(app);
  // The animations move in steps and draw nothing in between. With this feature, Chromium asks a page that has drawn nothing
  // several times in a row for fewer frames, which saves a third of an animation's cost (Electron 33).
  app.commandLine.appendSwitch('enable-features', 'ThrottleFrameRateOnManyDidNotProduceFrame');
  const start = beginStart();
  if (start === null) return;
  const { environment } = start;
  // A folder of its own may be any profile's.
  const profile = environment.profileDir === null ? start.profile : null;
  const { settings, log, logFolder, overlayId, keys } = openProfile(clock, profile);
  if (start.isOnWayland) log('a Wayland session without an X server: the bubble can neither be placed nor kept on top');
  if (settings.current().appearance.softwareRendering) app.disableHardwareAcceleration();
  registerAppScheme();
  lockPages(app);
  watchGpu(log);
  // The overlay lives in the tray: windows come and go.
  app.on('window-all-closed', () => {});

  // No window has a menu bar; macOS has one for all, whose entries are what copies and pastes there.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

  await app.whenReady();
  lockSession(session.defaultSession, RENDERER_ROOT);

  const effects = () => effectsOf(settings.current(), environment, profile, app.getPreferredSystemLanguages());
  const ipc = createRegistrar(ipcMain, log);
  const diagnostics = setupDiagnostics({
    clock,
    ipc,
    language: () => effects().context.language,
    profile,
    onMetricsStatus: () => settingsPage.drawSeen(),
    log,
  });

  const answers = createKeptAnswers({
    nowEpochMs: Date.now,
    writeText: (text) => clipboard.writeText(text),
    clients: () => clients.states(),
    onChange() {
      bubbles.drawAnswers();
      tray.draw(clients.state());
    },
    log,
  });

  const clients = setupClients({
    clock,
    settings,
    effects,
    keys,
    overlayId,
    pairingFile: environment.pairingFile,
    observe: diagnostics.observe,
    onState(state) {
      bubbles.draw(state);
      diagnostics.onDrawn();
      tray.draw(state);
      settingsPage.follow(state);
      bursts.note();
    },
    onStates() {
      // Of the only one the tray hears anyway.
      if (clients.states().length > 1) tray.draw(clients.state());
      settingsPage.drawSeen();
      tellAssistants();
    },
    onAnswer: answers.take,
    onAction(action) {
      if (action === 'open_settings') settingsPage.raise();
      if (action === 'toggle_visibility') clients.toggleVisibility();
      if (action === 'quit') app.quit();
    },
    log,
  });

  const tellStarter = createStarter(process);
  const tellAssistants = () => tellStarter({ assistants: followedAssistants(clients.entries(), clients.states()) });

  const bursts = watchBursts(clock, collectGarbage);
  const bubbles = setupBubbles({
    clock,
    ipc,
    settings,
    state: clients.state,
    clientId: clients.shownId,
    context: () => effects().context,
    answers,
    onCommand: clients.press,
    onCrashLoop: () => tray.draw(clients.state()),
    log,
  });

  const autostart = createAutostart(profile, log);
  // A profile in a folder of its own may be anything, such as a test: it does not correct what starts at login.
  if (environment.profileDir === null) autostart.mend();

  const unseenFiles = createUnseenFiles(() => [...settings.problems(), ...clients.pairings.problems()]);
  const tray = setupTray({
    clock,
    overlay: clients,
    profile,
    login: autostart.state,
    setLogin: (enabled) => settingsPage.setLogin(enabled),
    openPanel: bubbles.openPanel,
    answers: answers.standing,
    copyAnswer() {
      // The tray has no place for what went wrong, and there the user can select the text.
      answers.copyNewest().catch(bubbles.openAnswers);
    },
    openAnswers: bubbles.openAnswers,
    openSettings: () => settingsPage.open(),
    openDiagnostics: diagnostics.open,
    crashLoops: bubbles.crashLoops,
    broken: unseenFiles.list,
    onThere() {
      settingsPage.draw();
      tellStarter({ tray: 'there' });
    },
    onMissing() {
      log('this desktop has no tray');
      tellStarter({ tray: 'missing' });
      // Without a tray nothing tells a new user that the overlay is there and can be set up.
      if (!settings.current().login.asked || unseenFiles.list().length > 0) settingsPage.open();
    },
  });

  const shortcuts = createShortcuts(globalShortcut, clock.nowMs, (name) => {
    if (name === 'toggleMonitoring') clients.press(switchMonitoring(clients.state().monitoring));
    if (name === 'stopSpeech') clients.press({ command: 'stop_tts' });
    if (name === 'showHide') clients.toggleVisibility();
    if (name === 'startListening') clients.press({ command: 'start_listening' });
    if (name === 'typeText') bubbles.openPanel();
  });

  const settingsPage = setupSettingsPage({
    clock,
    ipc,
    settings,
    environment,
    profile,
    language: () => effects().context.language,
    login: {
      state: autostart.state,
      set(enabled) {
        autostart.set(enabled);
        tray.draw(clients.state());
      },
    },
    shortcuts,
    overlay: clients.state,
    onCommand: clients.press,
    isTrayMissing: tray.isMissing,
    clients: clients.states,
    metrics: diagnostics.metricsStatus,
    openDiagnostics: diagnostics.open,
    pairings: clients.pairings,
    logFolder,
    onSeen(seen) {
      bubbles.setPreviewing(seen);
      if (!seen || unseenFiles.list().length === 0) return;
      unseenFiles.markSeen();
      tray.draw(clients.state());
    },
    log,
  });

  const applySettings = () => {
    nativeTheme.themeSource = effects().themeSource;
    clients.apply();
    answers.setKept(settings.current().behaviour.keepAnswers);
    diagnostics.apply({
      clients: clients.entries(),
      metricsPort: settings.current().diagnostics.metricsPort,
      reserved: [...effects().wsPorts, ...effects().httpPorts],
    });
    shortcuts.apply(settings.current().shortcuts);
    tellAssistants();
    bubbles.redraw();
    settingsPage.draw();
  };
  settings.subscribe(applySettings);
  applySettings();

  app.on('second-instance', settingsPage.open);
  followPower(powerMonitor, { reconnect: clients.reconnectNow, onResume: clients.onResume });
  app.on('before-quit', () => {
    clients.stop();
    bubbles.close();
    bursts.stop();
  });
  clients.start();
  // Now that the first page's process is starting, for which there is nothing to do but wait.
  setImmediate(prepareToServe);
}
