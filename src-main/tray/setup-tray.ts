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
 * The tray follows after the windows, which the user looks at. Icon and menu go through the desktop's bus, which costs more
 * than the rest of a change.
 */
const TRAY_DELAY_MS = 100;

export interface TraySetup {
  readonly clock: Clock;
  readonly overlay: Pick<ClientsController, 'state' | 'states' | 'dispatch' | 'press' | 'pick' | 'reconnectNow'>;
  readonly profile: string | null;
  /** Returns the system's answer about starting at login. */
  readonly login: () => LoginState;
  readonly setLogin: (enabled: boolean) => void;
  /** Opens the panel for typing. */
  readonly openPanel: () => void;
  readonly answers: () => TrayFacts['answers'];
  /** Copies the newest answer to the clipboard. */
  readonly copyAnswer: () => void;
  /** Opens the panel with the last answers. */
  readonly openAnswers: () => void;
  /** The pages of the bubble that are in a crash loop. */
  readonly crashLoops: () => readonly LoopingPage[];
  /** Files that could not be read, until the user has seen the settings. */
  readonly broken: () => readonly BrokenFile[];
  readonly openSettings: () => void;
  readonly openDiagnostics: () => void;
  /** Called once, when the icon is in the tray. */
  readonly onThere: () => void;
  /** Called once, when the desktop turns out to have no tray. */
  readonly onMissing: () => void;
}

/** Controls the tray. */
export interface TrayController {
  draw(state: OverlayState): void;
  /** Return whether the desktop turned out to have no tray. */
  isMissing(): boolean;
}

/** Create the tray's icon as soon as there is a tray. */
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
      // The system has toggled the entry's mark already, even if the action failed.
      draw(overlay.state());
    },
  });
  const draw = throttle(clock, TRAY_DELAY_MS, tray.draw);
  const stop = waitForTray({
    // Only Linux has desktops without a tray.
    probe: async () => process.platform !== 'linux' || (await hasTray(process.env)),
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
