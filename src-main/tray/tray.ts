import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { OverlayState, Phase } from '../../src-preload/contract.ts';
import { translator } from '../../src-preload/strings.ts';
import { type TrayAction, type TrayEntry, trayMenu, trayStatus } from './menu.ts';

/** The tray icon with its menu. */
export interface OverlayTray {
  draw(state: OverlayState): void;
}

/**
 * Puts the icon into the tray.
 * @param artworkDir the folder of the tray's pictures.
 * @param onAction called with what the user chose.
 */
export function createTray(
  artworkDir: string,
  initial: OverlayState,
  onAction: (action: TrayAction) => void,
): OverlayTray {
  const tray = new Tray(icon(artworkDir, initial.phase));
  let phase = initial.phase;
  let tooltip: string | null = null;
  let menu: readonly TrayEntry[] = [];

  const draw = (state: OverlayState) => {
    const t = translator(state.language);
    if (state.phase !== phase) {
      phase = state.phase;
      tray.setImage(icon(artworkDir, phase));
    }
    const nextTooltip = trayStatus(state, t);
    if (nextTooltip !== tooltip) {
      tooltip = nextTooltip;
      tray.setToolTip(tooltip);
    }
    const nextMenu = trayMenu(state, t);
    // A menu that is set again closes under the user's pointer.
    if (!isDeepStrictEqual(nextMenu, menu)) {
      menu = nextMenu;
      tray.setContextMenu(Menu.buildFromTemplate(menu.map((entry) => template(entry, onAction))));
    }
  };

  draw(initial);
  return { draw };
}

function template(entry: TrayEntry, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (entry.kind === 'separator') return { type: 'separator' };
  const { action, label } = entry;
  return action === null ? { label, enabled: false } : { label, click: () => onAction(action) };
}

function icon(artworkDir: string, phase: Phase): Electron.NativeImage {
  if (process.platform !== 'darwin') return nativeImage.createFromPath(join(artworkDir, `${phase}.png`));
  const image = nativeImage.createFromPath(join(artworkDir, 'template', `${phase}Template.png`));
  image.setTemplateImage(true);
  return image;
}
