import type { LoginItemSettings } from 'electron';
import type { LoginState } from '../../src-shared/settings-contract.ts';
import { APP_COMMENT, APP_ID, APP_NAME } from './app-identity.ts';
import { entryValue, execProgram, execValue, stringValue, withValue } from './desktop-entry.ts';

/** Switches that a start at login needs when this start needed them. */
const LASTING_SWITCHES = ['--ozone-platform=', '--no-sandbox', '--disable-gpu'];

/** How this process was started. */
export interface Launch {
  readonly execPath: string;
  /** What follows the executable. */
  readonly args: readonly string[];
  /** The AppImage that the executable was mounted from; null without one. */
  readonly appImage: string | null;
  /** The folder of the sources, which Electron has to be told in development; null when packaged. */
  readonly appPath: string | null;
  readonly profile: string | null;
}

/** The name that the system keeps the entry of a profile under. */
export function entryName(profile: string | null): string {
  return profile === null ? APP_ID : `${APP_ID}-${profile}`;
}

/** The executable that a start at login needs. Without it, a desktop passes over the entry instead of reporting an error. */
function loginProgram(launch: Launch): string {
  // The mounted executable is gone with this process; the AppImage stays.
  return launch.appImage ?? launch.execPath;
}

/** The executable and its arguments that start this profile as this process was started. */
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

/** The text of the autostart entry of a Linux desktop. */
export function linuxEntry(launch: Launch): string {
  const name = launch.profile === null ? APP_NAME : `${APP_NAME} — ${launch.profile}`;
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    `Name=${stringValue(name)}`,
    `Comment=${APP_COMMENT.en}`,
    `Comment[pl]=${APP_COMMENT.pl}`,
    `TryExec=${stringValue(loginProgram(launch))}`,
    `Exec=${execValue(loginCommand(launch))}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
  ].join('\n')}\n`;
}

/** What an autostart entry says. @param text null when there is no entry. */
export function linuxState(text: string | null): LoginState {
  if (text === null || entryValue(text, 'Exec') === null) return { enabled: false, status: 'off' };
  // The ways in which the desktops' own settings switch an entry off without deleting it.
  const blocked = entryValue(text, 'Hidden') === 'true' || entryValue(text, 'X-GNOME-Autostart-enabled') === 'false';
  return blocked ? { enabled: false, status: 'blocked' } : { enabled: true, status: 'on' };
}

/**
 * The entry with today's command if its own has become wrong, such as after the app was moved, or has no `TryExec` yet.
 * A checkout that is tried does not take the place of an app that is installed.
 * @param text null when there is no entry.
 * @param isThere whether there is a file.
 * @returns null when the entry is to be left alone.
 */
export function mendedEntry(text: string | null, launch: Launch, isThere: (file: string) => boolean): string | null {
  if (text === null || linuxState(text).status !== 'on') return null;
  const old = entryValue(text, 'Exec') ?? '';
  const exec = execValue(loginCommand(launch));
  const tryExec = stringValue(loginProgram(launch));
  if (old === exec && entryValue(text, 'TryExec') === tryExec) return null;
  const program = execProgram(old);
  if (launch.appPath !== null && program !== launch.execPath && isThere(program)) return null;
  return withValue(withValue(text, 'Exec', exec), 'TryExec', tryExec);
}

/**
 * The command for Windows' registry. Electron joins path and arguments as they are, and takes a path with spaces for a
 * path with arguments unless it stands in quotes: https://github.com/electron/electron/issues/32657
 */
export function windowsCommand(launch: Launch): { readonly path: string; readonly args: string[] } {
  const [path, ...args] = loginCommand(launch);
  const quoted = (text: string) => `"${text}"`;
  return { path: quoted(path), args: args.map((arg) => (/\s/.test(arg) ? quoted(arg) : arg)) };
}

/**
 * What Windows says of the entry of a profile.
 * `launchItems` knows, unlike `executableWillLaunchAtLogin`, which of several profiles an entry belongs to.
 */
export function windowsState(items: LoginItemSettings['launchItems'], profile: string | null): LoginState {
  const item = items.find(({ name }) => name === entryName(profile));
  if (item === undefined) return { enabled: false, status: 'off' };
  return item.enabled ? { enabled: true, status: 'on' } : { enabled: false, status: 'blocked' };
}

/** What macOS says. @param status is there from macOS 13 on. */
export function macState(openAtLogin: boolean, status: string | undefined): LoginState {
  if (status === 'requires-approval') return { enabled: true, status };
  return openAtLogin || status === 'enabled' ? { enabled: true, status: 'on' } : { enabled: false, status: 'off' };
}
