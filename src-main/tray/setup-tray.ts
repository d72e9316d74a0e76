import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { app, Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron';
import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { createSignal, type Signal } from '../../src-shared/signal.ts';
import { translator } from '../../src-shared/strings.ts';
import { throttle } from '../../src-shared/throttle.ts';
import { hasTray } from '../desktop/probes.ts';
import type { Clock } from '../runtime/clock.ts';
import { type TrayAction, type TrayEntry, type TrayFacts, trayClick, trayMenu, trayTooltip } from './menu.ts';
import { waitForTray } from './wait-for-tray.ts';

/**
 * The tray follows after the windows, which the user looks at. Icon and menu go through the desktop's bus, which costs more
 * than the rest of a change.
 */
const TRAY_DELAY_MS = 100;

/** The icon comes once the bubble is on the screen: main, the bus and the desktop's panel are busy with it for some 15 ms. */
const START_DELAY_MS = 300;

export interface TraySetup {
  readonly clock: Clock;
  /** Returns the current state. */
  readonly state: () => OverlayState;
  /** Returns the facts that the menu shows beside the state; called at every drawing. */
  readonly facts: () => TrayFacts;
}

/** Controls the tray. */
export interface TrayController {
  /** Put the icon into the tray as soon as there is one. */
  start(): void;
  /** Draw the current state and facts, in a moment. */
  draw(): void;
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
export function setupTray({ clock, state, facts }: TraySetup): TrayController {
  const actions = createSignal<TrayAction>();
  const there = createSignal();
  const missing = createSignal();
  let isMissing = false;
  let tray: Tray | null = null;
  let phase: Phase | null = null;
  let tooltip: string | null = null;
  let menu: readonly TrayEntry[] = [];
  /** Each is read from the disk once. */
  const pictures = new Map<Phase, NativeImage>();

  const pictureOf = (shown: Phase) => {
    const known = pictures.get(shown) ?? picture(shown);
    pictures.set(shown, known);
    return known;
  };

  const draw = throttle(clock, TRAY_DELAY_MS, () => {
    if (tray === null) return;
    const now = state();
    const t = translator(now.language);
    // Only once, because it asks the system.
    const known = facts();
    if (now.phase !== phase) {
      phase = now.phase;
      tray.setImage(pictureOf(phase));
    }
    const nextTooltip = trayTooltip(now, known, t);
    if (nextTooltip !== tooltip) {
      tooltip = nextTooltip;
      tray.setToolTip(tooltip);
    }
    const nextMenu = trayMenu(now, known, t);
    // Setting the menu again would close it under the user's pointer.
    if (!isDeepStrictEqual(nextMenu, menu)) {
      menu = nextMenu;
      tray.setContextMenu(Menu.buildFromTemplate(menu.map(template)));
    }
  });
  app.on('will-quit', draw.cancel);

  const act = (action: TrayAction) => {
    actions.emit(action);
    // The system has switched the entry's mark already, even if the action changed nothing.
    draw();
  };

  const template = (entry: TrayEntry): MenuItemConstructorOptions => {
    if (entry.kind === 'separator') return { type: 'separator' };
    // A single & would underline the letter after it.
    const label = entry.label.replaceAll('&', '&&');
    if (entry.kind === 'submenu') return { label, submenu: entry.entries.map(template) };
    const { action } = entry;
    if (action === null) return { label, enabled: false };
    if (entry.kind === 'entry') return { label, click: () => act(action) };
    return {
      type: 'checkbox',
      label,
      checked: entry.checked,
      click() {
        // The system has toggled the mark already. The next drawing must set the menu again.
        menu = [];
        act(action);
      },
    };
  };

  return {
    start() {
      const seek = () => {
        const stop = waitForTray({
          // Only Linux has desktops without a tray.
          probe: async () => process.platform !== 'linux' || (await hasTray(process.env)),
          clock,
          onThere() {
            isMissing = false;
            tray = new Tray(pictureOf(state().phase));
            // On macOS, a click opens the menu of every icon.
            if (process.platform !== 'darwin') tray.on('click', () => act(trayClick(state())));
            draw.now();
            there.emit();
          },
          onMissing() {
            isMissing = true;
            missing.emit();
          },
        });
        app.on('will-quit', stop);
      };
      clock.setTimeout(seek, START_DELAY_MS);
    },
    draw,
    isMissing: () => isMissing,
    onAction: actions.subscribe,
    onThere: there.subscribe,
    onMissing: missing.subscribe,
  };
}

function picture(phase: Phase): NativeImage {
  const folder = join(app.getAppPath(), 'assets/tray');
  if (process.platform !== 'darwin') return nativeImage.createFromPath(join(folder, `${phase}.png`));
  const image = nativeImage.createFromPath(join(folder, 'template', `${phase}Template.png`));
  image.setTemplateImage(true);
  return image;
}
