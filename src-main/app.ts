import { app, clipboard, globalShortcut, nativeTheme, powerMonitor } from 'electron';
import { switchMonitoring } from '../src-shared/commands.ts';
import { recordOf } from '../src-shared/record-of.ts';
import { SHORTCUT_NAMES, type ShortcutName } from '../src-shared/settings-limits.ts';
import { createSignal } from '../src-shared/signal.ts';
import { translator } from '../src-shared/strings.ts';
import type { Begun } from './begin.ts';
import { setupBubbles } from './bubble/setup-bubbles.ts';
import { portsHere } from './clients/client-list.ts';
import { followedAssistants } from './clients/followed-assistants.ts';
import { overlayId } from './clients/overlay-id.ts';
import { setupClients } from './clients/setup-clients.ts';
import { setupControlSocket } from './control-socket/setup-control-socket.ts';
import { connectToBus } from './desktop/bus-connection.ts';
import { keepConnected } from './desktop/keep-connected.ts';
import { createPortalShortcuts, portalToken } from './desktop/portal-shortcuts.ts';
import { reachOf } from './desktop/reach.ts';
import { busSocket, connectToSessionBus } from './desktop/session-bus.ts';
import { createShortcuts } from './desktop/shortcuts.ts';
import { swaySocket } from './desktop/sway-socket.ts';
import { watchScreen } from './desktop/watch-screen.ts';
import { connectToX, xSocketPath } from './desktop/x-connection.ts';
import { createProblems } from './diagnostics/problems.ts';
import { setupDiagnostics } from './diagnostics/setup-diagnostics.ts';
import { createKeptAnswers } from './overlay/kept-answers.ts';
import { PRESENTING_MINUTES, presentFor } from './overlay/presenting.ts';
import { systemClock as clock } from './runtime/clock.ts';
import { collectGarbage } from './runtime/garbage.ts';
import { watchBursts } from './runtime/idle-gc.ts';
import { faultsOf } from './runtime/known-faults.ts';
import { effectsOf } from './settings/effects.ts';
import { setupSettingsPage } from './settings/setup-settings-page.ts';
import { createUnseenFiles } from './settings/unseen-files.ts';
import { createAutostart, currentLaunch, seekLoginLine } from './start/autostart.ts';
import { actionCommand, verbCommand } from './start/autostart-policy.ts';
import { isWaylandSession } from './start/ozone.ts';
import { reviveWithDisplay } from './start/revive.ts';
import { createStarter } from './start/starter.ts';
import { carryOut } from './tray/carry-out.ts';
import { trayStatus } from './tray/menu.ts';
import { setupTray } from './tray/setup-tray.ts';
import { setupUpdates } from './updates/setup-updates.ts';
import { captures } from './windows/captures.ts';
import { createDisplayServer } from './windows/display-server.ts';
import { systemDisplays as displays } from './windows/displays.ts';
import { createFullScreenWatch } from './windows/full-screen-watch.ts';
import { checkAfterStart } from './windows/start-check.ts';
import { createWindowGuard } from './windows/window-guard.ts';

/**
 * Start the overlay. The parts come first, and each knows only those above it. Then subscriptions connect them, and finally the
 * connections start: client's bytes → connection → store → windows and tray, and presses back to the client.
 * @throws UserError if the user has to correct something.
 */
export function startApp(begun: Begun): void {
  const { environment, isOnce, isOnWayland, profile, opened, ipc, requests, firstPage } = begun;
  const { settings, folder, log, logFolder, keys } = opened;
  const isWayland = isWaylandSession(process.platform, process.env);
  if (isOnWayland) log('a Wayland session without an X server: the bubble can neither be placed nor kept on top');
  const problems = createProblems(log);
  if (process.platform === 'linux') {
    for (const { name, source } of faultsOf(process.versions.electron)) problems.note(name, true, source);
  }
  if (isWayland && !isOnWayland) void reviveWithDisplay(log);

  const effects = () => effectsOf(settings.current(), environment, profile, app.getPreferredSystemLanguages());
  const language = () => effects().context.language;
  const reportToStarter = createStarter(process);
  const bursts = watchBursts(clock, collectGarbage);
  const hasXServer = xSocketPath(process.env) !== null;
  const displayServer = createDisplayServer(isWayland);
  const guard = createWindowGuard(clock.nowMs, displayServer.isComposited);
  const diagnostics = setupDiagnostics({
    clock,
    ipc,
    language,
    profile,
    windows: () => (hasXServer ? { server: displayServer.facts(), guard: guard.numbers() } : null),
    problems: problems.list,
    log,
  });

  const clients = setupClients({
    clock,
    settings,
    effects,
    keys,
    overlayId: overlayId(folder, log),
    hassToken: environment.hassToken,
    pairingFile: environment.pairingFile,
    observe: diagnostics.observe,
    log,
  });

  const answers = createKeptAnswers({
    nowEpochMs: Date.now,
    writeText: (text) => clipboard.writeText(text),
    clients: clients.states,
    log,
  });

  const bubbles = setupBubbles({
    clock,
    ipc,
    settings,
    state: clients.state,
    clientId: clients.shownId,
    displayServer,
    guard,
    firstPage,
    context: () => effects().context,
    answers,
    onCommand: clients.press,
    log,
  });

  const launch = currentLaunch(profile);
  const autostart = createAutostart(launch, log);
  const loginLine = seekLoginLine(launch);
  // A profile in a folder of its own may be anything, such as a test: it does not correct the entry for the start at login.
  if (environment.profileDir === null) {
    autostart.mend();
    app.on('will-quit', autostart.leave);
  }

  const updates = setupUpdates({ clock, folder, log });
  const unseenFiles = createUnseenFiles(() => [...settings.problems(), ...clients.pairings.problems()]);
  /** As the user sees it. */
  const shownState = () => {
    const state = clients.state();
    return bubbles.isHeldBack() ? { ...state, visible: false } : state;
  };
  /** A bubble is hidden by a window in full screen, or shown again. */
  const heldBack = createSignal();
  const tray = setupTray({
    clock,
    state: shownState,
    facts: () => ({
      version: app.getVersion(),
      profile,
      login: autostart.state(),
      clients: clients.states(),
      isInCrashLoop: bubbles.crashLoops.isAny(),
      answers: answers.availability(),
      broken: unseenFiles.list(),
      update: updates.view().offer?.version ?? null,
    }),
  });

  const toggleVisibility = () =>
    clients.dispatch({ kind: 'override', override: shownState().visible ? 'hide' : 'show' });
  const present = (minutes: number | null) => clients.dispatch(presentFor(minutes, Date.now(), clock.nowMs()));
  const endPresenting = () => clients.dispatch({ kind: 'present', presenting: null });
  const act = (name: ShortcutName) => {
    if (name === 'toggleMonitoring') clients.press(switchMonitoring(clients.state().monitoring));
    if (name === 'stopSpeech') clients.press({ command: 'stop_tts' });
    if (name === 'showHide') toggleVisibility();
    if (name === 'present') clients.state().presenting === null ? present(PRESENTING_MINUTES) : endPresenting();
    if (name === 'startListening') clients.press({ command: 'start_listening' });
    if (name === 'typeText') bubbles.panel.open();
  };
  const shortcutReach = isOnWayland ? 'unavailable' : isWayland ? 'x11-only' : 'active';
  const ownShortcuts = createShortcuts(globalShortcut, shortcutReach, clock.nowMs, act);
  const shortcuts = !isWayland
    ? ownShortcuts
    : createPortalShortcuts({
        clock,
        connect: () => connectToSessionBus(process.env),
        token: portalToken(profile),
        describe: (name) => translator(language())(`shortcut.${name}`),
        withoutPortal: ownShortcuts,
        onPress: act,
        log,
      });

  const reach = reachOf({
    platform: process.platform,
    isWayland,
    hasXServer: hasXServer && !isOnWayland,
    isSway: swaySocket(process.env) !== null,
  });
  const settingsPage = setupSettingsPage({
    clock,
    ipc,
    settings,
    environment,
    profile,
    language,
    login: {
      state: autostart.state,
      line: loginLine.current,
      set(enabled) {
        autostart.set(enabled);
        tray.draw();
      },
    },
    shortcuts,
    shortcutCommands: isWayland ? recordOf(SHORTCUT_NAMES, (name) => actionCommand(launch, name)) : null,
    settingsCommand: verbCommand(launch, 'settings'),
    isWayland,
    reach,
    overlay: clients.state,
    onCommand: clients.press,
    isTrayMissing: tray.isMissing,
    isOnWayland,
    clients: clients.states,
    metrics: diagnostics.metricsStatus,
    updates,
    openDiagnostics: diagnostics.open,
    pairings: clients.pairings,
    adding: clients.adding,
    logFolder,
    onSeen(seen) {
      bubbles.setPreviewing(seen);
      if (!seen || unseenFiles.list().length === 0) return;
      unseenFiles.markSeen();
      tray.draw();
    },
    log,
  });

  const fullScreen = createFullScreenWatch({
    displays,
    async begin(onFronts) {
      const { beginFront } = await import('./desktop/follow-front.ts');
      return beginFront({ clock, env: process.env, isWayland, onFronts });
    },
    onCovered(displayIds) {
      bubbles.setCovered(displayIds);
      heldBack.emit();
    },
  });

  const reportAssistants = () =>
    reportToStarter({ assistants: followedAssistants(clients.entries(), clients.states()) });
  const applySettings = () => {
    nativeTheme.themeSource = effects().themeSource;
    clients.apply();
    answers.setKept(settings.current().behaviour.keepAnswers);
    diagnostics.apply({
      clients: clients.entries(),
      metricsPort: settings.current().diagnostics.metricsPort,
      reserved: [...effects().wsPorts, ...effects().httpPorts, ...portsHere(clients.entries())],
    });
    shortcuts.apply(settings.current().shortcuts);
    updates.apply(settings.current().updates.check);
    reportAssistants();
    bubbles.redraw();
    captures.setKeptOut(settings.current().behaviour.keepOutOfCaptures);
    fullScreen.setOn(reach.windows !== 'none' && settings.current().behaviour.hideOverFullScreen);
    settingsPage.draw();
  };

  // The bubble first, because the user looks at it.
  clients.onState(bubbles.draw);
  clients.onState(diagnostics.onDrawn);
  clients.onState(tray.draw);
  heldBack.subscribe(tray.draw);
  clients.onState(settingsPage.follow);
  clients.onState(bursts.note);
  clients.onStates(() => {
    // With one client, its state has reached the tray already.
    if (clients.states().length > 1) tray.draw();
    settingsPage.draw();
    reportAssistants();
  });
  clients.guests.onChange(() => diagnostics.keep(clients.entries()));
  clients.onLevel(bubbles.hear);
  clients.onAnswer(answers.take);
  clients.onAction((action) => {
    if (action === 'open_settings') settingsPage.raise();
    if (action === 'toggle_visibility') toggleVisibility();
    if (action === 'quit') app.quit();
  });
  answers.onChange(bubbles.panel.drawAnswers);
  answers.onChange(tray.draw);
  bubbles.crashLoops.onChange(tray.draw);
  diagnostics.onMetricsStatus(settingsPage.draw);
  updates.onChange(tray.draw);
  updates.onChange(settingsPage.draw);
  clients.onFound(settingsPage.draw);
  loginLine.onFound(settingsPage.draw);
  shortcuts.onChange(settingsPage.draw);
  tray.onAction((action) => carryOut(action, { clock, clients, bubbles, answers, settingsPage, diagnostics }));
  tray.onThere(() => {
    problems.note('no-tray', false);
    settingsPage.draw();
    reportToStarter({ tray: 'there' });
  });
  tray.onMissing(() => {
    problems.note('no-tray', true);
    settingsPage.draw();
    reportToStarter({ tray: 'missing' });
    // Nothing else tells of them without a tray.
    if (unseenFiles.list().length > 0) settingsPage.openAtStart();
  });
  const closeControlSocket = setupControlSocket({
    profile,
    profileDir: environment.profileDir,
    state: shownState,
    onState(listener) {
      const ends = [clients.onState(listener), heldBack.subscribe(() => listener(shownState()))];
      return () => {
        for (const end of ends) end();
      };
    },
    translate: () => translator(language()),
    label: (state) => trayStatus(state, translator(language())),
    press: clients.press,
    show() {
      endPresenting();
      clients.dispatch({ kind: 'override', override: 'show' });
    },
    hide: () => clients.dispatch({ kind: 'override', override: 'hide' }),
    present,
    endPresenting,
    answers,
    guests: clients.guests,
    openPanel: bubbles.panel.open,
    openSettings: settingsPage.open,
    quit: () => app.quit(),
    log,
  });
  settings.subscribe(applySettings);
  requests((request) => {
    if (request === 'open-settings') settingsPage.openAtStart();
    else if (request !== 'nothing') act(request);
  });
  // After sleep, a socket can seem open and be dead.
  powerMonitor.on('unlock-screen', clients.reconnectNow);
  powerMonitor.on('resume', () => {
    clients.reconnectNow();
    // The monotonic clock may have stood still, so timers for a time of day are wrong.
    clients.onResume();
    updates.onResume();
  });
  // After those, so that a bubble that comes back does not show the state before the sleep.
  const screen = watchScreen({ clock, power: powerMonitor, displays, onSeen: bubbles.setSeen, log });
  const connect = () => connectToX(process.env);
  if (hasXServer) {
    displayServer.onChange(() => problems.note('old-xwayland', !displayServer.passesClicks()));
    keepConnected(clock, connect, [screen.ofX, displayServer.follower, guard.follower, bubbles.managerFollower]);
    void bubbles.firstShown
      .then(() => checkAfterStart(connect, guard.windows, clock))
      .then(
        (findings) => {
          for (const finding of findings) problems.note(finding, true);
        },
        // The server does not answer.
        () => {},
      );
  }
  const bus = busSocket(process.env);
  if (bus !== null) keepConnected(clock, () => connectToBus(bus), [screen.ofBus]);
  app.on('before-quit', () => {
    clients.stop();
    bubbles.close();
    bursts.stop();
    closeControlSocket();
    updates.apply(false);
  });

  applySettings();
  tray.start();
  clients.start();
  // At login, the user may be typing elsewhere.
  if (settings.current().firstRun.due) settingsPage.openAtStart(!isOnce && !autostart.state().enabled);
}
