import type { Desktop } from './desktop.ts';
import { type DesktopName, desktopKind } from './desktops.ts';
import { x11Hand } from './hand.ts';
import { startVirtualDesktop } from './virtual-desktop.ts';
import { startWaylandDesktop } from './wayland-desktop.ts';
import { type Command, closeXWindow, LIST_X_WINDOWS, windowManagerKind } from './window-managers.ts';

const SCREEN = { width: 1280, height: 800 };

/**
 * Start a desktop, and wait until it works. It ends with `stop()`, or with this process.
 * @param options.xwayland whether a Wayland desktop has XWayland.
 * @throws when one of its programs is missing or does not start.
 */
export async function startDesktop(name: DesktopName, { xwayland = true } = {}): Promise<Desktop> {
  const { session } = desktopKind(name);
  if (session.type === 'wayland') return startWaylandDesktop(session.compositor, xwayland ? session.xwayland : 'none');
  const { windowManager } = session;
  const desktop = await startVirtualDesktop({ ...SCREEN, panel: false, windowManager });
  const { showWorkspace } = windowManagerKind(windowManager);
  const run = ([program, args]: Command) => desktop.ask(program, ...args);
  return {
    ...desktop,
    hand: x11Hand(desktop.env),
    xwayland: () => null,
    showWorkspace:
      showWorkspace === null
        ? null
        : async (index) => {
            await run(showWorkspace(index));
          },
    listWindows: () => run(LIST_X_WINDOWS),
    async closeWindow(title) {
      await run(closeXWindow(title));
    },
  };
}
