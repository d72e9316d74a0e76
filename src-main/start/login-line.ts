import type { LoginLine } from '../../src-shared/desktop-state.ts';
import { shellLine } from './shell-line.ts';

/** The facts that identify the desktop of a Linux session. */
export interface Session {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name of the X11 window manager; null if it is unknown. */
  readonly windowManager: string | null;
  /** Whether `dex` is installed, which i3's own configuration starts login entries with, where it is there. */
  readonly hasDex: boolean;
}

/** A desktop whose own configuration ignores login entries, and how that starts a program at login. */
interface Starter {
  readonly name: string;
  readonly file: string;
  /** null: it can't start a program with arguments. */
  lineFor(command: readonly [string, ...string[]]): string | null;
}

/** Leaves a running overlay alone: some of these configurations run again whenever they are changed. */
const ONCE = '--once';

/** By the desktops' names. Read in their configurations in Debian 12. */
const STARTERS: Readonly<Record<string, Starter>> = {
  sway: {
    name: 'sway',
    file: '~/.config/sway/config',
    // Sway strips the quotes of a lone word, and replaces `$NAME`.
    lineFor: (command) => `exec exec ${shellLine([...command, ONCE]).replaceAll('$', '$$$$')}`,
  },
  i3: {
    name: 'i3',
    file: '~/.config/i3/config',
    lineFor: (command) => `exec --no-startup-id ${shellLine([...command, ONCE])}`,
  },
  awesome: {
    name: 'awesome',
    file: '~/.config/awesome/rc.lua',
    lineFor: (command) => `awful.spawn({ ${[...command, ONCE].map(luaString).join(', ')} })`,
  },
  bspwm: {
    name: 'bspwm',
    file: '~/.config/bspwm/bspwmrc',
    lineFor: (command) => `${shellLine([...command, ONCE])} &`,
  },
  weston: {
    name: 'Weston',
    file: '~/.config/weston.ini',
    lineFor: ([program, ...args]) => (args.length === 0 ? `[autolaunch]\npath=${program}` : null),
  },
};

/**
 * Return the line that starts the overlay at login on a desktop that ignores login entries; null on others, and in doubt.
 * @param command of the overlay: the executable and its arguments.
 */
export function loginLine(session: Session, command: readonly [string, ...string[]]): LoginLine | null {
  const starter = starterOf(session);
  return starter && { desktop: starter.name, file: starter.file, line: starter.lineFor(command) };
}

function starterOf({ env, windowManager, hasDex }: Session): Starter | null {
  // A full desktop reads login entries with any window manager, such as Xfce with i3.
  const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').filter(Boolean);
  const names = desktops.length > 0 ? desktops : [env['XDG_SESSION_DESKTOP'], windowManager];
  // Sway names itself nowhere else when it is started without a display manager.
  const name = [...names, env['SWAYSOCK'] && desktops.length === 0 ? 'sway' : undefined]
    .map((each) => (each ?? '').toLowerCase().replace(/ wm$/, ''))
    .find((each) => Object.hasOwn(STARTERS, each));
  if (name === undefined || (name === 'i3' && hasDex)) return null;
  return STARTERS[name] ?? null;
}

function luaString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
