import { join } from 'node:path';
import { app } from 'electron';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import type { BrokenFile, LoginState } from '../../src-shared/settings-contract.ts';
import { createSignal, type Signal } from '../../src-shared/signal.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { ClientsController } from '../clients/clients-controller.ts';
import { hasTray } from '../desktop/probes.ts';
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
  readonly clients: Pick<ClientsController, 'state' | 'states'>;
  readonly profile: string | null;
  /** Returns the system's answer about starting at login. */
  readonly login: () => LoginState;
  readonly answers: () => TrayFacts['answers'];
  /** The pages of the bubble that are in a crash loop. */
  readonly crashLoops: () => readonly LoopingPage[];
  /** Files that could not be read, until the user has seen the settings. */
  readonly broken: () => readonly BrokenFile[];
}

/** Controls the tray. */
export interface TrayController {
  /** Put the icon into the tray as soon as there is one. */
  start(): void;
  draw(state: OverlayState): void;
  /** Return whether the desktop turned out to have no tray. */
  isMissing(): boolean;
  /** The user chose an entry of the menu. */
  readonly onAction: Signal<TrayAction>['subscribe'];
  /** The icon is in the tray. */
  readonly onThere: Signal<void>['subscribe'];
  /** The desktop turned out to have no tray. */
  readonly onMissing: Signal<void>['subscribe'];
}

/** Prepare the icon and its menu. */
export function setupTray(setup: TraySetup): TrayController {
  const { clock, clients } = setup;
  const actions = createSignal<TrayAction>();
  const there = createSignal();
  const missing = createSignal();
  let isMissing = false;
  const tray = createTray({
    artworkDir: join(app.getAppPath(), 'assets/tray'),
    initial: clients.state(),
    facts: () => ({
      version: app.getVersion(),
      profile: setup.profile,
      login: setup.login(),
      clients: clients.states(),
      crashLoops: setup.crashLoops(),
      answers: setup.answers(),
      broken: setup.broken(),
    }),
    onAction(action) {
      actions.emit(action);
      // The system has switched the entry's mark already, even if the action changed nothing.
      draw(clients.state());
    },
  });
  const draw = throttle(clock, TRAY_DELAY_MS, tray.draw);
  app.on('will-quit', draw.cancel);
  return {
    start() {
      const stop = waitForTray({
        // Only Linux has desktops without a tray.
        probe: async () => process.platform !== 'linux' || (await hasTray(process.env)),
        clock,
        onThere() {
          isMissing = false;
          tray.open();
          there.emit();
        },
        onMissing() {
          isMissing = true;
          missing.emit();
        },
      });
      app.on('will-quit', stop);
    },
    draw,
    isMissing: () => isMissing,
    onAction: actions.subscribe,
    onThere: there.subscribe,
    onMissing: missing.subscribe,
  };
}
