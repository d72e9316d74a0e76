import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { hasCompositor } from '../../src-main/desktop/probes.ts';
import { type BackgroundProcess, startInBackground } from './background-process.ts';
import { pluggableServerArguments, preparePluggableDisplays } from './pluggable-displays.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';
import { showWallpaper } from './wallpaper.ts';
import { compositorCommand, type WindowManager, windowManagerCommand } from './window-managers.ts';

const run = promisify(execFile);

/** A desktop of its own, on no real screen: X server, session bus, window manager, compositor, panel with a tray. */
export interface VirtualDesktop {
  /** What a program's environment needs on top of this process's, to show its windows there. */
  readonly env: Readonly<Record<string, string>>;
  readonly width: number;
  readonly height: number;
  /** Saves what the screen shows as a PNG file. */
  screenshot(path: string): Promise<void>;
  /** Ends every process of the desktop and deletes its files. */
  stop(): Promise<void>;
}

export interface VirtualDesktopOptions {
  /** The screen's size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether there is a panel with a tray. Default true. */
  readonly panel?: boolean;
  /** Default openbox, whose compositor is picom; the others bring their own. */
  readonly windowManager?: WindowManager;
  /** Whether transparent windows are drawn as such. Default true. */
  readonly compositor?: boolean;
  /** Whether displays can be plugged in and unplugged (pluggable-displays.ts). Needs a size of 1280 × 800. Default false. */
  readonly pluggable?: boolean;
}

/**
 * Brings up a virtual desktop on Linux and returns when all of it is there. It ends with `stop()`, or with this
 * process. Nothing of it touches the user's home folder, session bus or display.
 *
 * @throws when one of its programs is missing or does not come up.
 */
export async function startVirtualDesktop(options: VirtualDesktopOptions): Promise<VirtualDesktop> {
  const { width, height, panel = true, windowManager = 'openbox', compositor = true, pluggable = false } = options;
  const scratch = makeScratchFolder('desktop');
  const home = scratch.path;
  const env: Record<string, string> = isolatedEnvironment(home);
  const started: BackgroundProcess[] = [];
  const start = (name: string, args: readonly string[]) => {
    const process_ = startInBackground(name, args, {
      env: { ...process.env, ...env },
      logFile: join(home, `${name}.log`),
    });
    started.push(process_);
    return process_;
  };
  const ask = async (command: string, ...args: string[]) => {
    const { stdout } = await run(command, args, { env: { ...process.env, ...env } });
    return stdout;
  };
  // xwininfo fails when a window goes while it looks; the next look will do.
  const windows = () => ask('xwininfo', '-root', '-tree').catch(() => '');
  const stop = async () => {
    // Last started, first ended: each one's clients go before it does.
    for (const process_ of started.toReversed()) await process_.stop();
    scratch.remove();
  };

  try {
    const screen = ['-screen', '0', `${width}x${height}x24`, '-dpi', '96', '+extension', 'Composite'];
    const server = pluggable
      ? start('Xorg', pluggableServerArguments(home))
      : start('Xvfb', ['-displayfd', '3', ...screen, '-noreset', '-nolisten', 'tcp']);
    env['DISPLAY'] = `:${await server.announced()}`;
    if (pluggable) await preparePluggableDisplays({ ...process.env, ...env });

    // Started after the X server, because what the bus starts on demand gets the bus's own environment.
    const bus = start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3']);
    env['DBUS_SESSION_BUS_ADDRESS'] = await bus.announced();

    const manager = start(...windowManagerCommand(windowManager, compositor));
    await until('the window manager', async () => {
      manager.assertRunning();
      return (await ask('xprop', '-root', '_NET_SUPPORTING_WM_CHECK')).includes('window id');
    });
    await showWallpaper('plain', { ...process.env, ...env });

    if (compositor) {
      const command = compositorCommand(windowManager);
      const compositing = command === null ? manager : start(...command);
      await until('the compositor', () => {
        compositing.assertRunning();
        return hasCompositor({ ...process.env, ...env });
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
    width,
    height,
    async screenshot(path) {
      mkdirSync(dirname(path), { recursive: true });
      await ask('import', '-silent', '-window', 'root', path);
    },
    stop,
  };
}

/** An environment that leads into `home` instead of the user's folders, and away from any Wayland session. */
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
    // No settings daemon, no accessibility bus, no virtual file systems: they only add processes and noise.
    GSETTINGS_BACKEND: 'memory',
    NO_AT_BRIDGE: '1',
    GIO_USE_VFS: 'local',
  };
}
