import { busSocket, flagOf, nameHasOwner } from './session-bus.ts';
import { selectionHasOwner } from './x-server.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The service that tray icons register with on today's desktops, and the selection that older trays own.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
const WATCHER = { service: 'org.kde.StatusNotifierWatcher', path: '/StatusNotifierWatcher' } as const;
const TRAY_SELECTION = '_NET_SYSTEM_TRAY_S0';

/** Owned by the compositor of an X screen: https://specifications.freedesktop.org/wm-spec/latest/ */
const COMPOSITOR_SELECTION = '_NET_WM_CM_S0';

/**
 * Return whether a Linux desktop has a tray. Electron shows an icon in either kind and does not say whether it found one.
 * When in doubt, yes: a note about a missing tray that is there would be worse than none.
 */
export async function hasTray(env: Env): Promise<boolean> {
  return (await drawsIcons(env)) || (await selectionHasOwner(env, TRAY_SELECTION)) === true;
}

/** The service only collects icons, and may run without anything that draws them, as Plasma's does without a panel. */
async function drawsIcons(env: Env): Promise<boolean> {
  const bus = busSocket(env);
  if (bus === null || (await nameHasOwner(bus, WATCHER.service)) === false) return false;
  return (await flagOf(bus, WATCHER, 'IsStatusNotifierHostRegistered')) !== false;
}

/** Return whether an X11 desktop draws transparent windows as such; when in doubt, yes. */
export async function hasCompositor(env: Env): Promise<boolean> {
  return (await selectionHasOwner(env, COMPOSITOR_SELECTION)) !== false;
}
