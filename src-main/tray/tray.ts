import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { OverlayState, Phase } from '../../src-shared/overlay-state.ts';
import { translator } from '../../src-shared/strings.ts';
import { type TrayAction, type TrayEntry, type TrayFacts, trayClick, trayMenu, trayTooltip } from './menu.ts';

/** The tray icon with its menu. */
export interface OverlayTray {
  draw(state: OverlayState): void;
  /** Puts the icon into the tray. To be called once, when there is a tray. */
  open(): void;
}

export interface TrayOptions {
  /** The folder of the tray's pictures. */
  readonly artworkDir: string;
  readonly initial: OverlayState;
  /** What the menu tells beside the state, asked at every drawing. */
  readonly facts: () => TrayFacts;
  /** Called with what the user chose; to be followed by a drawing. */
  readonly onAction: (action: TrayAction) => void;
}

/** Prepares the tray icon. */
export function createTray({ artworkDir, initial, facts, onAction }: TrayOptions): OverlayTray {
  let tray: Tray | null = null;
  let state = initial;
  let phase: Phase | null = null;
  let tooltip: string | null = null;
  let menu: readonly TrayEntry[] = [];
  /** Read from the disk once each. */
  const pictures = new Map<Phase, Electron.NativeImage>();

  const pictureOf = (shown: Phase) => {
    const known = pictures.get(shown) ?? picture(artworkDir, shown);
    pictures.set(shown, known);
    return known;
  };

  const update = (icon: Tray) => {
    const t = translator(state.language);
    // Once: it asks the system.
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
    // A menu that is set again closes under the user's pointer.
    if (!isDeepStrictEqual(nextMenu, menu)) {
      menu = nextMenu;
      icon.setContextMenu(Menu.buildFromTemplate(menu.map(template)));
    }
  };

  const template = (entry: TrayEntry): MenuItemConstructorOptions => {
    if (entry.kind === 'separator') return { type: 'separator' };
    const { action } = entry;
    // One alone would underline the letter after it.
    const label = entry.label.replaceAll('&', '&&');
    if (action === null) return { label, enabled: false };
    if (entry.kind === 'entry') return { label, click: () => onAction(action) };
    return {
      type: 'checkbox',
      label,
      checked: entry.checked,
      click() {
        // The system has turned the mark already: the next drawing is to say what is the case.
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
      // On macOS a click opens the menu, as it does for every icon there.
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
