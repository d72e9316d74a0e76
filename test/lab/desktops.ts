/** The desktops on which the overlay is tried, as plain data. */

import type { WaylandCompositor } from './wayland-compositors.ts';
import type { WindowManager } from './window-managers.ts';

/** The XWayland of a desktop: the one that is installed, or that of a later Debian, which the lab fetches. */
type Xwayland = 'installed' | 'newer';

export interface DesktopKind {
  readonly title: string;
  readonly session:
    | { readonly type: 'x11'; readonly windowManager: WindowManager }
    | { readonly type: 'wayland'; readonly compositor: WaylandCompositor; readonly xwayland: Xwayland };
  /** Its programs, whose versions matter, with the Debian packages that each needs. */
  readonly programs: Readonly<Record<string, readonly string[]>>;
}

const x11 = (windowManager: WindowManager) => ({ type: 'x11', windowManager }) as const;
const wayland = (compositor: WaylandCompositor, xwayland: Xwayland = 'installed') =>
  ({ type: 'wayland', compositor, xwayland }) as const;

export const DESKTOPS = {
  openbox: {
    title: 'openbox + picom',
    session: x11('openbox'),
    programs: { openbox: ['openbox'], picom: ['picom'] },
  },
  xfwm4: { title: 'xfwm4', session: x11('xfwm4'), programs: { xfwm4: ['xfwm4'] } },
  metacity: { title: 'metacity', session: x11('metacity'), programs: { metacity: ['metacity'] } },
  // Without the settings of the second package, it ends.
  marco: { title: 'marco', session: x11('marco'), programs: { marco: ['marco', 'mate-settings-daemon-common'] } },
  kwin_x11: { title: 'KWin (X11)', session: x11('kwin_x11'), programs: { kwin_x11: ['kwin-x11'] } },
  mutter: { title: 'mutter (X11)', session: x11('mutter'), programs: { mutter: ['mutter'] } },
  i3: { title: 'i3', session: x11('i3'), programs: { i3: ['i3-wm'] } },
  icewm: { title: 'icewm', session: x11('icewm'), programs: { icewm: ['icewm'] } },
  sway: {
    title: 'sway',
    session: wayland('sway'),
    programs: { sway: ['sway', 'grim'], Xwayland: ['xwayland'] },
  },
  kwin_wayland: {
    title: 'KWin (Wayland)',
    session: wayland('kwin_wayland'),
    programs: { kwin_wayland: ['kwin-wayland'], Xwayland: ['xwayland'] },
  },
  gnome: {
    title: 'GNOME (Wayland)',
    session: wayland('gnome-shell'),
    programs: { 'gnome-shell': ['gnome-shell'], Xwayland: ['xwayland'] },
  },
  'sway-newer': {
    title: 'sway, newer XWayland',
    session: wayland('sway', 'newer'),
    programs: { sway: ['sway', 'grim'] },
  },
  'kwin_wayland-newer': {
    title: 'KWin (Wayland), newer XWayland',
    session: wayland('kwin_wayland', 'newer'),
    programs: { kwin_wayland: ['kwin-wayland'] },
  },
  'gnome-newer': {
    title: 'GNOME (Wayland), newer XWayland',
    session: wayland('gnome-shell', 'newer'),
    programs: { 'gnome-shell': ['gnome-shell'] },
  },
} as const satisfies Readonly<Record<string, DesktopKind>>;

export type DesktopName = keyof typeof DESKTOPS;

export function isDesktopName(name: string): name is DesktopName {
  return Object.hasOwn(DESKTOPS, name);
}

export function desktopKind(name: DesktopName): DesktopKind {
  return DESKTOPS[name];
}

/** Return whether a desktop runs on an XWayland that the lab has to fetch. It is only tried when it is named. */
export function needsNewerXwayland(name: DesktopName): boolean {
  const { session } = desktopKind(name);
  return session.type === 'wayland' && session.xwayland === 'newer';
}

/** The desktops of the end-to-end tests: cheap to install, and unlike the one that all other tests run on. */
export const TESTED_DESKTOPS = ['marco', 'icewm', 'i3', 'sway'] as const satisfies readonly DesktopName[];

/** The programs with which a desktop is handled, whichever it is, and the Debian packages of each. */
export const DESKTOP_TOOLS: Readonly<Record<string, string>> = { wmctrl: 'wmctrl' };
