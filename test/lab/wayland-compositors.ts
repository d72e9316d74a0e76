/** The Wayland compositors that run without a screen, as plain data. */

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandKind } from './hand.ts';
import { type Command, closeXWindow, LIST_X_WINDOWS } from './window-managers.ts';

/** The parameters of a compositor's command. */
export interface WaylandSession {
  /** A folder, in which it may put files of its own. */
  readonly home: string;
  /** null where users have no number. */
  readonly userId: number | null;
  readonly xwayland: boolean;
  readonly displays: number;
}

export interface WaylandCompositorKind {
  readonly desktop: string;
  command(session: WaylandSession): Command;
  variables(displays: number): Readonly<Record<string, string>>;
  /** The variable that leads programs to a socket of its own; null when it has none. */
  readonly socketVariable: string | null;
  /** Files that it reads, by their paths in the folder of configurations. @param xwayland whether XWayland runs. */
  files(xwayland: boolean): Readonly<Record<string, string>>;
  /** Whether it needs a system bus; it gets a private one. */
  readonly systemBus: boolean;
  readonly hand: HandKind;
  /** Succeeds as soon as it can be used. */
  readonly ready: Command;
  /** Saves the screen as a PNG file. */
  picture(path: string): Command;
  /** Shows a workspace, counted from 0. */
  showWorkspace(index: number): Command;
  /** Has windows open on a display, counted from the left; null: they choose it themselves. */
  readonly focusDisplay: ((index: number) => Command) | null;
  readonly listWindows: Command;
  closeWindow(title: string): Command;
}

const swayConfiguration = (xwayland: boolean) => `xwayland ${xwayland ? 'force' : 'disable'}
output HEADLESS-1 resolution 1280x800 position 0 0
output HEADLESS-2 resolution 1280x800 position 1280 0
output * background #8f5902 solid_color
bar {
  status_command cat
}
`;

/**
 * It starts with an overview of all windows, in which the overlay's are not drawn, and with notifications at its place.
 * Without a graphics card, the animation that hides the overview can take half a minute on a busy machine.
 */
const GNOME_READY = `
  imports.gi.St.Settings.get().inhibit_animations();
  Main.messageTray.bannerBlocked = true;
  Main.messageTray.getSources().forEach((source) => source.destroy());
  if (Main.layoutManager._startingUp) throw new Error('not yet');
  Main.overview.hide();
  if (Main.overview.visible) throw new Error('not yet');`;

const COMPOSITORS = {
  sway: {
    desktop: 'sway',
    command: ({ home, userId }) => {
      const sway = ['sway', '-c', join(home, 'config/sway/config')] as const;
      if (userId !== 0) return [sway[0], sway.slice(1)];
      // sway refuses root, so it runs in a user namespace, where root has another number.
      const asUser = ['--user', '--map-user=1000', '--map-group=1000', 'setpriv', '--pdeathsig', 'TERM'];
      return ['unshare', [...asUser, ...sway]];
    },
    variables: (displays) => ({
      WLR_BACKENDS: 'headless',
      WLR_HEADLESS_OUTPUTS: String(displays),
      WLR_LIBINPUT_NO_DEVICES: '1',
      WLR_RENDERER: 'pixman',
    }),
    socketVariable: 'SWAYSOCK',
    files: (xwayland) => ({ 'sway/config': swayConfiguration(xwayland) }),
    systemBus: false,
    hand: 'wlr',
    ready: ['swaymsg', ['-t', 'get_version']],
    picture: (path) => ['grim', [path]],
    showWorkspace: (index) => ['swaymsg', ['workspace', String(index + 1)]],
    focusDisplay: (index) => ['swaymsg', [`focus output HEADLESS-${index + 1}`]],
    // XWayland's own list has every X window in it, and no bar reads it.
    listWindows: ['swaymsg', ['--raw', '--type', 'get_tree']],
    closeWindow: (title) => ['swaymsg', [`[title="${title}"] kill`]],
  },
  kwin_wayland: {
    desktop: 'KDE',
    command: ({ home, xwayland, displays }) => {
      // The installed one has a file capability, with which a container may refuse to start it.
      const program = join(home, 'kwin_wayland');
      copyFileSync('/usr/bin/kwin_wayland', program);
      const screen = ['--virtual', '--output-count', String(displays), '--width', '1280', '--height', '800'];
      return [program, [...screen, '--no-lockscreen', '--no-global-shortcuts', ...(xwayland ? ['--xwayland'] : [])]];
    },
    variables: () => ({ KWIN_WAYLAND_NO_PERMISSION_CHECKS: '1', KWIN_SCREENSHOT_NO_PERMISSION_CHECKS: '1' }),
    socketVariable: null,
    files: () => ({ kwinrc: '[Desktops]\nNumber=2\nRows=1\n' }),
    systemBus: false,
    hand: 'kde',
    ready: ['gdbus', ['wait', '--session', '--timeout', '5', 'org.kde.KWin']],
    picture: (path) => ['/usr/bin/python3', [join(import.meta.dirname, 'kwin-picture.py'), path]],
    showWorkspace: (index) => {
      const object = ['--dest', 'org.kde.KWin', '--object-path', '/KWin'];
      return ['gdbus', ['call', '--session', ...object, '--method', 'org.kde.KWin.setCurrentDesktop', `${index + 1}`]];
    },
    focusDisplay: null,
    listWindows: LIST_X_WINDOWS,
    closeWindow: closeXWindow,
  },
  'gnome-shell': {
    desktop: 'GNOME',
    command: ({ xwayland, displays }) => {
      const monitors = Array.from({ length: displays }, () => ['--virtual-monitor', '1280x800']).flat();
      const screen = ['--headless', '--wayland', ...monitors];
      return ['gnome-shell', [...screen, '--unsafe-mode', ...(xwayland ? [] : ['--no-x11'])]];
    },
    variables: () => ({ LIBGL_ALWAYS_SOFTWARE: '1' }),
    socketVariable: null,
    files: () => ({}),
    systemBus: true,
    hand: 'mutter',
    ready: inGnomeShell(GNOME_READY),
    picture: (path) => {
      const object = ['--dest', 'org.gnome.Shell.Screenshot', '--object-path', '/org/gnome/Shell/Screenshot'];
      const method = ['--method', 'org.gnome.Shell.Screenshot.Screenshot', 'false', 'false', path];
      return ['gdbus', ['call', '--session', ...object, ...method]];
    },
    showWorkspace: (index) =>
      inGnomeShell(`global.workspace_manager.get_workspace_by_index(${index}).activate(global.get_current_time())`),
    focusDisplay: null,
    listWindows: LIST_X_WINDOWS,
    closeWindow: closeXWindow,
  },
} as const satisfies Readonly<Record<string, WaylandCompositorKind>>;

export type WaylandCompositor = keyof typeof COMPOSITORS;

export function compositorKind(name: WaylandCompositor): WaylandCompositorKind {
  return COMPOSITORS[name];
}

/** Return the command that evaluates a script in GNOME Shell, and fails unless the script succeeds. */
function inGnomeShell(script: string): Command {
  const object = ['--dest', 'org.gnome.Shell', '--object-path', '/org/gnome/Shell'];
  const call = ['gdbus', 'call', '--session', ...object, '--method', 'org.gnome.Shell.Eval', script];
  // Eval answers with whether the script succeeded.
  return ['sh', ['-c', '"$@" | grep -q "^(true"', 'sh', ...call]];
}
