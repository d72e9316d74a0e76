import { join } from 'node:path';
import { app } from 'electron';
import type { Command, OverlayState } from '../../src-preload/contract.ts';
import type { LoginState } from '../../src-preload/settings-contract.ts';
import { SNOOZE_MS, snoozeUntil } from '../overlay/snooze.ts';
import type { OverlayStore } from '../overlay/store.ts';
import type { Clock } from '../system/clock.ts';
import { hasTray } from '../system/desktop-facts.ts';
import type { TrayAction } from './menu.ts';
import { seekTray } from './seek-tray.ts';
import { createTray } from './tray.ts';

export interface TraySetup {
  readonly clock: Clock;
  readonly store: OverlayStore;
  readonly profile: string | null;
  /** What the system says of starting at login. */
  readonly login: () => LoginState;
  readonly setLogin: (enabled: boolean) => void;
  readonly onCommand: (command: Command) => void;
  readonly openSettings: () => void;
  readonly reconnect: () => void;
  /** Called once when the desktop turns out to have no tray. */
  readonly onMissing: () => void;
}

/** The tray, as the rest of the app sees it. */
export interface TrayDoors {
  draw(state: OverlayState): void;
  /** Whether the desktop turned out to have no tray. */
  isMissing(): boolean;
}

/** Puts the icon into the tray as soon as there is one. */
export function setupTray(setup: TraySetup): TrayDoors {
  const { clock, store } = setup;
  let isMissing = false;
  const tray = createTray({
    artworkDir: join(app.getAppPath(), 'assets/tray'),
    initial: store.state(),
    facts: () => ({ version: app.getVersion(), profile: setup.profile, login: setup.login() }),
    onAction: (action) => carryOut(action, setup),
  });
  const stop = seekTray({
    // Only on Linux is a tray something that a desktop may lack.
    look: async () => process.platform !== 'linux' || (await hasTray(process.env)),
    clock,
    onThere() {
      isMissing = false;
      tray.open();
    },
    onMissing() {
      isMissing = true;
      setup.onMissing();
    },
  });
  app.on('will-quit', stop);
  return { draw: tray.draw, isMissing: () => isMissing };
}

function carryOut(action: TrayAction, { clock, store, ...doors }: TraySetup) {
  switch (action.kind) {
    case 'command':
      return doors.onCommand(action.command);
    case 'override':
      return store.dispatch(action);
    case 'snooze':
      return store.dispatch(snoozeUntil(Date.now() + SNOOZE_MS, Date.now(), clock.nowMs()));
    case 'resume':
      return store.dispatch({ kind: 'snooze', snooze: null });
    case 'settings':
      return doors.openSettings();
    case 'login':
      return doors.setLogin(action.enabled);
    case 'reconnect':
      return doors.reconnect();
    case 'quit':
      return app.quit();
  }
}
