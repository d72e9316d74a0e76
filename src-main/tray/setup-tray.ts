import { join } from 'node:path';
import { app } from 'electron';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { BrokenFile, LoginState } from '../../src-shared/settings-contract.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { ClientsController } from '../clients/clients-controller.ts';
import { hasTray } from '../desktop/probes.ts';
import { SNOOZE_MS, snoozeUntil } from '../overlay/snooze.ts';
import type { Clock } from '../runtime/clock.ts';
import type { LoopingPage } from '../windows/crash-loops.ts';
import type { TrayAction, TrayFacts } from './menu.ts';
import { createTray } from './tray.ts';
import { waitForTray } from './wait-for-tray.ts';

/**
 * From a change to the tray's showing it: after the windows, which are looked at, and often enough for an icon. Icon and
 * menu go through the desktop's own bus, which costs more than all the rest of a change.
 */
const TRAY_DELAY_MS = 100;

export interface TraySetup {
  readonly clock: Clock;
  readonly overlay: Pick<ClientsController, 'state' | 'states' | 'dispatch' | 'press' | 'pick' | 'reconnectNow'>;
  readonly profile: string | null;
  /** What the system says of starting at login. */
  readonly login: () => LoginState;
  readonly setLogin: (enabled: boolean) => void;
  /** Opens the panel, to type. */
  readonly openPanel: () => void;
  readonly answers: () => TrayFacts['answers'];
  /** Puts the newest answer into the clipboard. */
  readonly copyAnswer: () => void;
  /** Opens the panel with the last answers. */
  readonly openAnswers: () => void;
  /** The pages of the bubble that are in a crash loop. */
  readonly crashLoops: () => readonly LoopingPage[];
  /** Files that could not be read, until the user knows. */
  readonly broken: () => readonly BrokenFile[];
  readonly openSettings: () => void;
  readonly openDiagnostics: () => void;
  /** Called once when the icon is in the tray. */
  readonly onThere: () => void;
  /** Called once when the desktop turns out to have no tray. */
  readonly onMissing: () => void;
}

/** The tray, as the rest of the app sees it. */
export interface TrayController {
  draw(state: OverlayState): void;
  /** Whether the desktop turned out to have no tray. */
  isMissing(): boolean;
}

/** Puts the icon into the tray as soon as there is one. */
export function setupTray(setup: TraySetup): TrayController {
  const { clock, overlay } = setup;
  let isMissing = false;
  const tray = createTray({
    artworkDir: join(app.getAppPath(), 'assets/tray'),
    initial: overlay.state(),
    facts: () => ({
      version: app.getVersion(),
      profile: setup.profile,
      login: setup.login(),
      clients: overlay.states(),
      crashLoops: setup.crashLoops(),
      answers: setup.answers(),
      broken: setup.broken(),
    }),
    onAction(action) {
      carryOut(action, setup);
      // The system has turned the mark of an entry already, also where nothing came of the action.
      draw(overlay.state());
    },
  });
  const draw = throttle(clock, TRAY_DELAY_MS, tray.draw);
  const stop = waitForTray({
    // Only on Linux is a tray something that a desktop may lack.
    look: async () => process.platform !== 'linux' || (await hasTray(process.env)),
    clock,
    onThere() {
      isMissing = false;
      tray.open();
      setup.onThere();
    },
    onMissing() {
      isMissing = true;
      setup.onMissing();
    },
  });
  app.on('will-quit', stop);
  app.on('will-quit', draw.cancel);
  return { draw, isMissing: () => isMissing };
}

function carryOut(action: TrayAction, { clock, overlay, ...setup }: TraySetup) {
  switch (action.kind) {
    case 'command':
      return overlay.press(action.request);
    case 'type':
      return setup.openPanel();
    case 'copy-answer':
      return setup.copyAnswer();
    case 'answers':
      return setup.openAnswers();
    case 'override':
      return overlay.dispatch(action);
    case 'snooze':
      return overlay.dispatch(snoozeUntil(Date.now() + SNOOZE_MS, Date.now(), clock.nowMs()));
    case 'resume':
      return overlay.dispatch({ kind: 'snooze', snooze: null });
    case 'pick':
      return overlay.pick(action.id);
    case 'settings':
      return setup.openSettings();
    case 'diagnostics':
      return setup.openDiagnostics();
    case 'login':
      return setup.setLogin(action.enabled);
    case 'reconnect':
      return overlay.reconnectNow();
    case 'quit':
      return app.quit();
  }
}
