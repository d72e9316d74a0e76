import type { Desktop } from './desktop.ts';
import { type DesktopName, desktopKind } from './desktops.ts';
import { x11Hand } from './hand.ts';
import { plugIn } from './pluggable-displays.ts';
import { startVirtualDesktop } from './virtual-desktop.ts';
import { startWaylandDesktop } from './wayland-desktop.ts';
import { type Command, closeXWindow, LIST_X_WINDOWS, windowManagerKind } from './window-managers.ts';

const SCREEN = { width: 1280, height: 800 };
const OUTPUTS = ['DUMMY0', 'DUMMY1'] as const;

/**
 * Start a desktop, and wait until it works. It ends with `stop()`, or with this process.
 * @param options.xwayland whether a Wayland desktop has XWayland.
 * @param options.displays how many it has, side by side.
 * @throws when one of its programs is missing or does not start.
 */
export async function startDesktop(
  name: DesktopName,
  { xwayland = true, displays = 1 }: { readonly xwayland?: boolean; readonly displays?: 1 | 2 } = {},
): Promise<Desktop> {
  const { session } = desktopKind(name);
  if (session.type === 'wayland')
    return startWaylandDesktop(session.compositor, xwayland ? session.xwayland : 'none', displays);
  const { windowManager } = session;
  const desktop = await startVirtualDesktop({ ...SCREEN, panel: false, windowManager, pluggable: displays > 1 });
  if (displays > 1) {
    const all = OUTPUTS.map((output, index) => ({ output, mode: '1280x800', x: SCREEN.width * index, y: 0 }));
    await plugIn(desktop.env, all);
  }
  const { showWorkspace, focusDisplay } = windowManagerKind(windowManager);
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
    async focusDisplay(index) {
      const output = OUTPUTS[index];
      if (focusDisplay !== null && output !== undefined) await run(focusDisplay(output));
    },
    listWindows: () => run(LIST_X_WINDOWS),
    async closeWindow(title) {
      await run(closeXWindow(title));
    },
  };
}
