import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { busSocket, nameHasOwner } from './session-bus.ts';
import { displayCookie, displayNumber, selectionHasOwner } from './x-selection.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The service that tray icons register with on today's desktops, and the selection that older trays own. */
const TRAY_SERVICE = 'org.kde.StatusNotifierWatcher';
const TRAY_SELECTION = '_NET_SYSTEM_TRAY_S0';

/** Owned by the compositor of an X screen: https://specifications.freedesktop.org/wm-spec/latest/ */
const COMPOSITOR_SELECTION = '_NET_WM_CM_S0';

/**
 * Whether a Linux desktop has a tray. Electron shows an icon in either kind and does not say whether it found one.
 * What can't be found out is taken for a yes: a note about a missing tray that is there would be worse than none.
 */
export async function hasTray(env: Env): Promise<boolean> {
  const bus = busSocket(env);
  const service = bus === null ? false : await nameHasOwner(bus, process.getuid?.() ?? 0, TRAY_SERVICE);
  return service !== false || (await askX(env, TRAY_SELECTION)) === true;
}

/** Whether transparent windows are drawn as such on X11. What can't be found out is taken for a yes. */
export async function hasCompositor(env: Env): Promise<boolean> {
  return (await askX(env, COMPOSITOR_SELECTION)) !== false;
}

async function askX(env: Env, selection: string): Promise<boolean | null> {
  const display = displayNumber(env['DISPLAY']);
  return display === null ? null : selectionHasOwner(display, cookieOf(env, display), selection);
}

/** The cookie that lets us in at an X display; null when the user's authority file has none. */
export function cookieOf(env: Env, display: number): Buffer | null {
  try {
    return displayCookie(readFileSync(env['XAUTHORITY'] || join(homedir(), '.Xauthority')), display);
  } catch {
    return null;
  }
}
