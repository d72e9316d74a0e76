import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { hasCompositor } from '../../src-main/desktop/probes.ts';
import { type BackgroundProcess, startInBackground } from './background-process.ts';
import { cleanEnvironment } from './overlay-process.ts';
import { pluggableServerArguments, preparePluggableDisplays } from './pluggable-displays.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';
import { showWallpaper } from './wallpaper.ts';
import { compositorCommand, type WindowManager, windowManagerCommand } from './window-managers.ts';

const run = promisify(execFile);

/** X servers blank their screen after ten minutes without input, and the overlay draws nothing then. */
const NO_SCREEN_SAVER = ['-s', '0'];

/** A desktop without a real screen: X server, session bus, window manager, compositor, panel with a tray. */
export interface VirtualDesktop {
  /** The whole environment of programs on the desktop. */
  readonly env: Readonly<Record<string, string>>;
  /** Save the screen as a PNG file. */
  screenshot(path: string): Promise<void>;
  /** End every process of the desktop and delete its files. */
  stop(): Promise<void>;
}

export interface VirtualDesktopOptions {
  /** The screen's size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether there is a panel with a tray. Default true. */
  readonly panel?: boolean;
  /** Default openbox, with picom as its compositor; the others have their own. */
  readonly windowManager?: WindowManager;
  /** Whether it draws transparent windows as such. Default true. */
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
  const { width, height, panel = true, windowManager = 'openbox', compositor = true, pluggable = false } = options;
  const scratch = makeScratchFolder('desktop');
  const home = scratch.path;
  const env: Record<string, string> = { ...cleanEnvironment(), ...isolatedEnvironment(home) };
  const started: BackgroundProcess[] = [];
  const start = (name: string, args: readonly string[]) => {
    const process_ = startInBackground(name, args, {
      env,
      logFile: join(home, `${name}.log`),
    });
    started.push(process_);
    return process_;
  };
  const ask = async (command: string, ...args: string[]) => {
    const { stdout } = await run(command, args, { env });
    return stdout;
  };
  // xwininfo fails if a window closes meanwhile.
  const windows = () => ask('xwininfo', '-root', '-tree').catch(() => '');
  const stop = async () => {
    // In reverse order, because programs must end before the servers that they use.
    for (const process_ of started.toReversed()) await process_.stop();
    scratch.remove();
  };

  try {
    const screen = ['-screen', '0', `${width}x${height}x24`, '-dpi', '96', '+extension', 'Composite'];
    const server = pluggable
      ? start('Xorg', [...pluggableServerArguments(home), ...NO_SCREEN_SAVER])
      : start('Xvfb', ['-displayfd', '3', ...screen, ...NO_SCREEN_SAVER, '-noreset', '-nolisten', 'tcp']);
    env['DISPLAY'] = `:${await server.announced()}`;
    if (pluggable) await preparePluggableDisplays(env);

    // After the X server, because programs that the bus starts on demand get the bus's environment.
    const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3']);
    env['DBUS_SESSION_BUS_ADDRESS'] = await bus.announced();

    const manager = start(...windowManagerCommand(windowManager, compositor));
    await until('the window manager', async () => {
      manager.assertRunning();
      return (await ask('xprop', '-root', '_NET_SUPPORTING_WM_CHECK')).includes('window id');
    });
    await showWallpaper('plain', env);

    if (compositor) {
      const command = compositorCommand(windowManager);
      const compositing = command === null ? manager : start(...command);
      await until('the compositor', () => {
        compositing.assertRunning();
        return hasCompositor(env);
      });
    }
    if (panel) {
      const bar = start('xfce4-panel', ['--disable-wm-check']);
      await until('the panel', async () => {
        bar.assertRunning();
        return (await windows()).includes('"xfce4-panel" "Xfce4-panel"');
      });
      await ask('gdbus', 'wait', '--session', '--timeout', '10', 'org.kde.StatusNotifierWatcher');
    }
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    env,
    async screenshot(path) {
      mkdirSync(dirname(path), { recursive: true });
      await ask('import', '-silent', '-window', 'root', path);
    },
    stop,
  };
}

/** Return an environment with folders in `home` instead of the user's, and without a Wayland session. */
function isolatedEnvironment(home: string): Record<string, string> {
  const folder = (name: string) => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const config = folder('config');
  const panelConfig = folder('config/xfce4/xfconf/xfce-perchannel-xml');
  copyFileSync(join(import.meta.dirname, 'xfce4-panel.xml'), join(panelConfig, 'xfce4-panel.xml'));
  return {
    HOME: home,
    XDG_CONFIG_HOME: config,
    XDG_DATA_HOME: folder('data'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_STATE_HOME: folder('state'),
    XDG_RUNTIME_DIR: folder('runtime'),
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'XFCE',
    WAYLAND_DISPLAY: '',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    // No settings daemon, accessibility bus or virtual file systems, which only add processes.
    GSETTINGS_BACKEND: 'memory',
    NO_AT_BRIDGE: '1',
    GIO_USE_VFS: 'local',
  };
}
