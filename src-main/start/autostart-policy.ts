import type { LoginItemSettings } from 'electron';
import type { LoginState } from '../../src-shared/desktop-state.ts';
import type { ShortcutName } from '../../src-shared/settings-limits.ts';
import { APP_COMMENT, APP_ID, APP_NAME, translatedComments } from './app-identity.ts';
import { actionName } from './command-line.ts';
import { entryValue, execProgram, execValue, stringValue, withValue } from './desktop-entry.ts';
import { withLeanSwitch } from './launch-switches.ts';
import { shellLine } from './shell-line.ts';

/** Switches that carry over from this start to those at login. */
const LASTING_SWITCHES = ['--ozone-platform=', '--no-sandbox', '--disable-gpu'];

/** How this process was started. */
export interface Launch {
  readonly execPath: string;
  /** Without the executable. */
  readonly args: readonly string[];
  /** The AppImage that the executable was mounted from; null without one. */
  readonly appImage: string | null;
  /** The folder of the sources, which Electron has to be told in development; null when packaged. */
  readonly appPath: string | null;
  readonly profile: string | null;
}

/** Return the name of a profile's login entry. */
export function entryName(profile: string | null): string {
  return profile === null ? APP_ID : `${APP_ID}-${profile}`;
}

/** Return the executable that a start at login needs. If it is missing, a desktop skips the entry without an error. */
export function loginProgram(launch: Launch): string {
  // The mounted executable is gone with this process; the AppImage stays.
  return launch.appImage ?? launch.execPath;
}

/** Return the executable and arguments that start this profile in the way in which this process was started. */
export function loginCommand(launch: Launch): readonly [string, ...string[]] {
  const switches = launch.args.filter((arg) =>
    LASTING_SWITCHES.some((known) => (known.endsWith('=') ? arg.startsWith(known) : arg === known)),
  );
  return [
    loginProgram(launch),
    ...switches,
    ...(launch.appPath === null ? [] : [launch.appPath]),
    ...(launch.profile === null ? [] : [`--profile=${launch.profile}`]),
  ];
}

/** Return a command, as a line for a shell, with the effect of a shortcut on the running overlay of this profile. */
export function actionCommand(launch: Launch, name: ShortcutName): string {
  return shellLine([...loginCommand(launch), `--do=${actionName(name)}`]);
}

/** Return a command, as a line for a shell, that asks the running overlay of this profile. */
export function verbCommand(launch: Launch, verb: string): string {
  return shellLine([...loginCommand(launch), verb]);
}

/** Return the text of an autostart entry for a Linux desktop. */
export function linuxEntry(launch: Launch): string {
  const name = launch.profile === null ? APP_NAME : `${APP_NAME} — ${launch.profile}`;
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    `Name=${stringValue(name)}`,
    `Comment=${APP_COMMENT.en}`,
    ...Object.entries(translatedComments()).map(([key, text]) => `${key}=${text}`),
    `TryExec=${stringValue(loginProgram(launch))}`,
    `Exec=${linuxExec(launch)}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
  ].join('\n')}\n`;
}

function linuxExec(launch: Launch): string {
  const [program, ...args] = loginCommand(launch);
  return execValue([program, ...withLeanSwitch(args)]);
}

/** Read the login state from an autostart entry. @param text null if there is no entry. */
export function linuxState(text: string | null): LoginState {
  if (text === null || entryValue(text, 'Exec') === null) return { enabled: false, status: 'off' };
  // Desktops' own settings switch an entry off in these ways, without deleting it.
  const blocked = entryValue(text, 'Hidden') === 'true' || entryValue(text, 'X-GNOME-Autostart-enabled') === 'false';
  return blocked ? { enabled: false, status: 'blocked' } : { enabled: true, status: 'on' };
}

/**
 * Return the entry with the current command if its own is out of date, for example after the app was moved, or if it has
 * no `TryExec` yet. A checkout never replaces the entry of an installed app.
 * @param text null if there is no entry.
 * @param isThere whether a file exists.
 * @returns null if the entry needs no change.
 */
export function mendedEntry(text: string | null, launch: Launch, isThere: (file: string) => boolean): string | null {
  if (text === null || linuxState(text).status !== 'on') return null;
  const old = entryValue(text, 'Exec') ?? '';
  const exec = linuxExec(launch);
  const tryExec = stringValue(loginProgram(launch));
  if (old === exec && entryValue(text, 'TryExec') === tryExec) return null;
  const program = execProgram(old);
  if (launch.appPath !== null && program !== launch.execPath && isThere(program)) return null;
  return withValue(withValue(text, 'Exec', exec), 'TryExec', tryExec);
}

/**
 * Return the command for Windows' registry. Electron joins path and arguments without quoting them, and splits a path at
 * its spaces: https://github.com/electron/electron/issues/32657
 */
export function windowsCommand(launch: Launch): { readonly path: string; readonly args: string[] } {
  const [path, ...args] = loginCommand(launch);
  const quoted = (text: string) => `"${text}"`;
  return { path: quoted(path), args: args.map((arg) => (/\s/.test(arg) ? quoted(arg) : arg)) };
}

/** Read a profile's login state on Windows. `executableWillLaunchAtLogin` would not distinguish profiles. */
export function windowsState(items: LoginItemSettings['launchItems'], profile: string | null): LoginState {
  const item = items.find(({ name }) => name === entryName(profile));
  if (item === undefined) return { enabled: false, status: 'off' };
  return item.enabled ? { enabled: true, status: 'on' } : { enabled: false, status: 'blocked' };
}

/** Read the login state on macOS. @param status undefined before macOS 13. */
export function macState(openAtLogin: boolean, status: string | undefined): LoginState {
  if (status === 'requires-approval') return { enabled: true, status };
  return openAtLogin || status === 'enabled' ? { enabled: true, status: 'on' } : { enabled: false, status: 'off' };
}
