import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { type TrayAction, type TrayEntry, type TrayFacts, trayClick, trayMenu, trayTooltip } from './menu.ts';

/** The tray icon with its menu. */
export interface OverlayTray {
  draw(state: OverlayState): void;
  /** Put the icon into the tray. Call once, when there is a tray. */
  open(): void;
}

export interface TrayOptions {
  /** The folder of the tray's pictures. */
  readonly artworkDir: string;
  readonly initial: OverlayState;
  /** Returns the facts that the menu shows beside the state; called at every drawing. */
  readonly facts: () => TrayFacts;
  /** Called with the user's choice. Draw afterwards. */
  readonly onAction: (action: TrayAction) => void;
}

/** Prepare the tray icon. */
export function createTray({ artworkDir, initial, facts, onAction }: TrayOptions): OverlayTray {
  let tray: Tray | null = null;
  let state = initial;
  let phase: Phase | null = null;
  let tooltip: string | null = null;
  let menu: readonly TrayEntry[] = [];
  /** Each is read from the disk once. */
  const pictures = new Map<Phase, Electron.NativeImage>();

  const pictureOf = (shown: Phase) => {
    const known = pictures.get(shown) ?? picture(artworkDir, shown);
    pictures.set(shown, known);
    return known;
  };

  const update = (icon: Tray) => {
    const t = translator(state.language);
    // Only once, because it asks the system.
    const known = facts();
    if (state.phase !== phase) {
      phase = state.phase;
      icon.setImage(pictureOf(phase));
    }
    const nextTooltip = trayTooltip(state, known, t);
    if (nextTooltip !== tooltip) {
      tooltip = nextTooltip;
      icon.setToolTip(tooltip);
    }
    const nextMenu = trayMenu(state, known, t);
    // Setting the menu again would close it under the user's pointer.
    if (!isDeepStrictEqual(nextMenu, menu)) {
      menu = nextMenu;
      icon.setContextMenu(Menu.buildFromTemplate(menu.map(template)));
    }
  };

  const template = (entry: TrayEntry): MenuItemConstructorOptions => {
    if (entry.kind === 'separator') return { type: 'separator' };
    const { action } = entry;
    // A single & would underline the letter after it.
    const label = entry.label.replaceAll('&', '&&');
    if (action === null) return { label, enabled: false };
    if (entry.kind === 'entry') return { label, click: () => onAction(action) };
    return {
      type: 'checkbox',
      label,
      checked: entry.checked,
      click() {
        // The system has toggled the mark already. The next drawing must set the menu again.
        menu = [];
        onAction(action);
      },
    };
  };

  return {
    draw(next) {
      state = next;
      if (tray !== null) update(tray);
    },
    open() {
      tray = new Tray(pictureOf(state.phase));
      // On macOS, a click opens the menu of every icon.
      if (process.platform !== 'darwin') tray.on('click', () => onAction(trayClick(state)));
      update(tray);
    },
  };
}

function picture(artworkDir: string, phase: Phase): Electron.NativeImage {
  if (process.platform !== 'darwin') return nativeImage.createFromPath(join(artworkDir, `${phase}.png`));
  const image = nativeImage.createFromPath(join(artworkDir, 'template', `${phase}Template.png`));
  image.setTemplateImage(true);
  return image;
}
