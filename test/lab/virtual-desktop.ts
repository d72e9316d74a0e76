import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasCompositor } from '../../src-main/desktop/probes.ts';
import { selectionHasOwner } from '../../src-main/desktop/x-server.ts';
import type { BackgroundProcess } from './background-process.ts';
import type { DesktopPart, WindowManagerPart } from './desktop.ts';
import { type IsolatedSession, openIsolatedSession } from './isolated-session.ts';
import { pluggableServerArguments, preparePluggableDisplays } from './pluggable-displays.ts';
import { isRunning } from './processes.ts';
import { until } from './until.ts';
import { showWallpaper } from './wallpaper.ts';
import {
  type Command,
  canComposite,
  compositorCommand,
  type WindowManager,
  windowManagerCommand,
  windowManagerKind,
} from './window-managers.ts';

/** X servers blank their screen after ten minutes without input, and the overlay draws nothing then. */
const NO_SCREEN_SAVER = ['-s', '0'];

/** A desktop without a real screen: X server, session bus, window manager, compositor, panel with a tray. */
export interface VirtualDesktop {
  /** The whole environment of programs on the desktop. */
  readonly env: Readonly<Record<string, string>>;
  readonly manager: WindowManagerPart;
  /** The compositor beside the window manager; null when there is none. */
  readonly compositor: DesktopPart | null;
  /** Save the screen as a PNG file. */
  screenshot(path: string): Promise<void>;
  /** Run a program there and return its stdout. @throws when it fails. */
  ask(name: string, ...args: readonly string[]): Promise<string>;
  /** End every process of the desktop and delete its files. */
  stop(): Promise<void>;
}

export interface VirtualDesktopOptions {
  /** The screen's size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether there is a panel with a tray. Default true. */
  readonly panel?: boolean;
  /** Default openbox, with picom as its compositor. */
  readonly windowManager?: WindowManager;
  /** Whether it draws transparent windows as such, if its window manager can have that. Default true. */
  readonly compositor?: boolean;
  /** Whether displays can be plugged in and unplugged (pluggable-displays.ts). Needs a size of 1280 × 800. Default false. */
  readonly pluggable?: boolean;
}

/**
 * Start a virtual desktop on Linux, and wait for all of its parts. It ends with `stop()`, or with this process. It touches
 * neither the user's home folder nor session bus nor display.
 *
 * @throws when one of its programs is missing or does not start.
 */
export async function startVirtualDesktop(options: VirtualDesktopOptions): Promise<VirtualDesktop> {
  const { width, height, panel = true, windowManager = 'openbox', pluggable = false } = options;
  const compositor = (options.compositor ?? true) && canComposite(windowManager);
  const session = openIsolatedSession(X11_VARIABLES, {
    ...windowManagerKind(windowManager).files,
    'xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml': readFileSync(PANEL_CONFIGURATION, 'utf8'),
  });
  const { env, start, ask, stop } = session;
  // xwininfo fails if a window closes meanwhile.
  const windows = () => ask('xwininfo', '-root', '-tree').catch(() => '');

  try {
    const screen = ['-screen', '0', `${width}x${height}x24`, '-dpi', '96', '+extension', 'Composite'];
    const server = pluggable
      ? start('Xorg', [...pluggableServerArguments(session.home), ...NO_SCREEN_SAVER])
      : start('Xvfb', ['-displayfd', '3', ...screen, ...NO_SCREEN_SAVER, '-noreset', '-nolisten', 'tcp']);
    env['DISPLAY'] = `:${await server.announced()}`;
    if (pluggable) await preparePluggableDisplays(env);

    // After the X server, because programs that the bus starts on demand get the bus's environment.
    env['DBUS_SESSION_BUS_ADDRESS'] = await session.startBus();

    const manager = managerPart(session, windowManager, compositor);
    await manager.start();
    await showWallpaper('plain', env);

    const command = compositor ? compositorCommand(windowManager) : null;
    const ownCompositor = command === null ? null : compositorPart(session, command);
    await ownCompositor?.start();
    if (compositor) await until('the compositor', () => hasCompositor(env));
    if (panel) {
      const bar = start('xfce4-panel', ['--disable-wm-check']);
      await until('the panel', async () => {
        bar.assertRunning();
        return (await windows()).includes('"xfce4-panel" "Xfce4-panel"');
      });
      await ask('gdbus', 'wait', '--session', '--timeout', '10', 'org.kde.StatusNotifierWatcher');
    }
    return {
      env,
      manager,
      compositor: ownCompositor,
      async screenshot(path) {
        mkdirSync(dirname(path), { recursive: true });
        await ask('import', '-silent', '-window', 'root', path);
      },
      ask,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const PANEL_CONFIGURATION = join(import.meta.dirname, 'xfce4-panel.xml');

const X11_VARIABLES: Readonly<Record<string, string>> = {
  XDG_SESSION_TYPE: 'x11',
  XDG_CURRENT_DESKTOP: 'XFCE',
  WAYLAND_DISPLAY: '',
};

function compositorPart({ env, start }: IsolatedSession, command: Command): DesktopPart {
  let running: BackgroundProcess | null = null;
  return {
    async start() {
      const started = start(...command);
      running = started;
      await until('the compositor', () => {
        started.assertRunning();
        return hasCompositor(env);
      });
    },
    async kill() {
      await running?.kill();
    },
  };
}

function managerPart(
  { env, ask, start }: IsolatedSession,
  name: WindowManager,
  composites: boolean,
): WindowManagerPart {
  const [program, args] = windowManagerCommand(name, composites);
  const { restart } = windowManagerKind(name);
  let running: BackgroundProcess | null = null;
  /** Whether the window is there by which the manager makes itself known. One that was killed leaves the name alone. */
  const isThere = async () => {
    const id = /window id # (0x[0-9a-f]+)/.exec(await ask('xprop', '-root', '_NET_SUPPORTING_WM_CHECK'))?.[1];
    return id !== undefined && (await ask('xprop', '-id', id, 'WM_NAME').catch(() => null)) !== null;
  };
  return {
    async start() {
      const started = start(program, args);
      running = started;
      await until('the window manager', () => {
        started.assertRunning();
        return isThere();
      });
    },
    async kill() {
      await running?.kill();
    },
    async replace() {
      if (restart !== null) {
        await ask(restart[0], ...restart[1]);
        return;
      }
      const old = running;
      const started = start(program, [...args, '--replace']);
      running = started;
      // mutter leaves the root window without the name of its window.
      await until('the next window manager', () => {
        started.assertRunning();
        return (old === null || !isRunning(old.pid)) && selectionHasOwner(env, MANAGER_SELECTION);
      });
    },
  };
}

/** Owned by the window manager of the first screen (ICCCM, 2.8). */
const MANAGER_SELECTION = 'WM_S0';
