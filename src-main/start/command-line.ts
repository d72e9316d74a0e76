import { parseArgs } from 'node:util';
import { SHORTCUT_NAMES, type ShortcutName } from '../../src-shared/settings-limits.ts';
import { UserError } from '../runtime/user-error.ts';

/** Our switches. Those of Electron and Chromium may stand beside them. */
export interface CommandLine {
  /** The name of the profile; null: the default one. */
  readonly profile: string | null;
  /** Print this instead of starting the overlay. */
  readonly print: 'help' | 'version' | null;
  /** Let the running overlay do this instead of starting one. */
  readonly action: ShortcutName | null;
  /** Leave the settings of a running overlay closed. */
  readonly isOnce: boolean;
}

/** The values of `--do`, and the shortcut that does the same. */
const ACTIONS: ReadonlyMap<string, ShortcutName> = new Map(SHORTCUT_NAMES.map((name) => [actionName(name), name]));

/** Names a folder too, so it has no character with a meaning in file systems or shells. */
const PROFILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,31}$/;

export const HELP = `Usage: asystent-overlay [options]
       asystent-overlay VERB      asks the overlay that runs: status, follow, stop, toggle-monitoring, listen, send, show,
                                  hide, present, copy-answer, panel, settings, quit; or shows what you tell it: say,
                                  answer, clear, hook; VERB --help tells more

Shows what the local voice assistant is doing. While the overlay runs, starting it again opens its settings.

  --profile NAME        independent instance with its own settings: letters, digits, "_" and "-", 32 at most
  --do=ACTION           let the running overlay do what a shortcut does, and exit: toggle-monitoring, stop-speech,
                        show-hide, present, start-listening, type-text
  --once                start it only if it does not run, and leave the settings closed
  --disable-gpu         draw without the graphics card
  --ozone-platform=x11  run under XWayland in a Wayland session (done by itself where XWayland is there)
  --help                print this text and exit
  --version             print the version and exit
`;

/**
 * Read our switches.
 * @param args without the executable.
 * @throws UserError if the profile's name is not allowed, or there is no such action.
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
      do: { type: 'string' },
      once: { type: 'boolean' },
    },
  });
  const profile = values.profile ?? null;
  if (profile !== null && (typeof profile !== 'string' || !PROFILE_NAME.test(profile))) {
    const value = typeof profile === 'string' ? profile : '';
    throw new UserError((t) => t('start.profile', { value }));
  }
  return {
    profile,
    print: values.help ? 'help' : values.version ? 'version' : null,
    action: values.do === undefined ? null : parseAction(values.do),
    isOnce: values.once === true,
  };
}

/** Return the value of `--do` that stands for a shortcut. */
export function actionName(name: ShortcutName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** @param value true when the switch has none. */
function parseAction(value: string | boolean): ShortcutName {
  const name = typeof value === 'string' ? value : '';
  const action = ACTIONS.get(name);
  if (action !== undefined) return action;
  throw new UserError((t) => t('start.action', { value: name, actions: [...ACTIONS.keys()].join(', ') }));
}

/**
 * Join `--profile NAME` to `--profile=NAME`. On a relaunch, Electron moves all switches to the front, away from a name that
 * follows them.
 */
export function withJoinedProfile(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--profile');
  return at === -1 ? args : [...args.slice(0, at), `--profile=${args[at + 1]}`, ...args.slice(at + 2)];
}
