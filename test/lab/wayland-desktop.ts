import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NEWER_XWAYLAND } from '../../scripts/install/newer-xwayland.ts';
import type { Desktop } from './desktop.ts';
import { waylandHand } from './hand.ts';
import { openIsolatedSession } from './isolated-session.ts';
import { allProcesses, processFile } from './processes.ts';
import { until } from './until.ts';
import { compositorKind, type WaylandCompositor } from './wayland-compositors.ts';
import type { Command } from './window-managers.ts';

const START_TIMEOUT_MS = 30_000;

/**
 * Start a Wayland compositor without a screen, and wait until it works.
 * @param which its XWayland: none, the one that is installed, or a newer one, which has been fetched.
 * @param displays how many it has, side by side, of 1280 × 800 each.
 * @throws when one of its programs is missing or does not start. A newer XWayland needs root.
 */
export async function startWaylandDesktop(
  name: WaylandCompositor,
  which: 'none' | 'installed' | 'newer',
  displays: 1 | 2,
): Promise<Desktop> {
  const kind = compositorKind(name);
  const xwayland = which !== 'none';
  const session = openIsolatedSession(
    { ...kind.variables(displays), XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: kind.desktop },
    kind.files(xwayland),
  );
  const { env, home, ask } = session;
  for (const variable of ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'SWAYSOCK']) delete env[variable];
  const run = ([program, args]: Command) => ask(program, ...args);
  const succeeds = (command: Command) =>
    run(command).then(
      () => true,
      () => false,
    );
  try {
    env['DBUS_SESSION_BUS_ADDRESS'] = await session.startBus();
    if (kind.systemBus) env['DBUS_SYSTEM_BUS_ADDRESS'] = await session.startBus();
    const runtime = join(home, 'runtime');
    // sway's own choice has its process id in it.
    if (kind.socketVariable !== null) env[kind.socketVariable] = join(runtime, 'own.sock');
    // XWayland puts its socket there, and some compositors do not create the folder.
    mkdirSync('/tmp/.X11-unix', { recursive: true, mode: 0o1777 });
    const command = kind.command({ home, userId: process.getuid?.() ?? null, xwayland, displays });
    const compositor = session.start(...(which === 'newer' ? withNewerXwayland(command) : command));
    const wait = <T>(state: string, probe: () => T | Promise<T>) =>
      until(
        state,
        () => {
          compositor.assertRunning();
          return probe();
        },
        START_TIMEOUT_MS,
      );
    env['WAYLAND_DISPLAY'] = await wait('the Wayland socket', () =>
      readdirSync(runtime).find((file) => /^wayland-\d+$/.test(file)),
    );
    if (xwayland) Object.assign(env, (await wait('XWayland', () => xwaylandOf(home))).env);
    await wait('the compositor', () => succeeds(kind.ready));
    const hand = await waylandHand(kind.hand, env, { width: 1280 * displays, height: 800 });
    return {
      env,
      hand,
      ask,
      manager: null,
      compositor: null,
      xwayland: () => xwaylandOf(home)?.pid ?? null,
      async screenshot(path) {
        mkdirSync(dirname(path), { recursive: true });
        await run(kind.picture(path));
      },
      async showWorkspace(index) {
        await run(kind.showWorkspace(index));
      },
      async focusDisplay(index) {
        if (kind.focusDisplay !== null) await run(kind.focusDisplay(index));
      },
      listWindows: () => run(kind.listWindows),
      async closeWindow(title) {
        await run(kind.closeWindow(title));
      },
      async stop() {
        hand.stop();
        await session.stop();
      },
    };
  } catch (error) {
    await session.stop();
    throw error;
  }
}

/** Some compositors have the path of XWayland built in, so they get a file system of their own, with another program there. */
function withNewerXwayland([program, args]: Command): Command {
  const script = 'mount --bind "$0" "$(command -v Xwayland)" && exec "$@"';
  return ['unshare', ['--mount', 'sh', '-c', script, NEWER_XWAYLAND, program, ...args]];
}

interface Xwayland {
  readonly pid: number;
  /** The environment that leads a program to it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Return the XWayland that runs with a home folder, whoever is its parent: wlroots forks twice. null: there is none. */
function xwaylandOf(home: string): Xwayland | null {
  for (const pid of allProcesses()) {
    if (!processFile(pid, 'environ')?.includes(`HOME=${home}\0`)) continue;
    const args = processFile(pid, 'cmdline')?.split('\0') ?? [];
    const display = args.find((arg) => /^:\d+$/.test(arg));
    // A newer one is started by its own linker.
    if (!args.some((arg) => arg.endsWith('Xwayland')) || display === undefined) continue;
    const authority = args.includes('-auth') ? args[args.indexOf('-auth') + 1] : undefined;
    return { pid, env: { DISPLAY: display, ...(authority === undefined ? {} : { XAUTHORITY: authority }) } };
  }
  return null;
}
