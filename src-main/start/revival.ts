import * as v from 'valibot';

/**
 * How the overlay comes back after XWayland has ended, which some compositors start again (KWin, sway). Chromium ends the app
 * then before JavaScript can act: of 14 times, a listener of ours heard of it first in 12 (Electron 33). So a shell waits
 * for the end of the overlay, and starts it anew.
 */

/** After that many times, something else is wrong. */
export const REVIVALS_MAX = 5;

/** Set in the environment of an overlay that the shell has started. */
export const REVIVAL_VARIABLE = 'ASYSTENT_REVIVAL';

/** An overlay that has come back. */
export interface Revival {
  /** 1 for the first one. */
  readonly count: number;
  /** The mark that the overlay before it left in its display server (`markOf`). */
  readonly mark: string;
}

const Variable = v.pipe(
  v.string(),
  v.regex(/^[1-9] \w{1,60}$/),
  v.transform((value): Revival => {
    const [count = '', mark = ''] = value.split(' ');
    return { count: Number(count), mark };
  }),
);

/** Return the name of an atom that tells apart the display servers which a process has met. */
export function markOf(pid: number): string {
  return `_ASYSTENT_OVERLAY_${pid}`;
}

/** Read the variable; null: this start is none of a revival. */
export function revivalIn(env: Readonly<Record<string, string | undefined>>): Revival | null {
  const parsed = v.safeParse(Variable, env[REVIVAL_VARIABLE]);
  return parsed.success ? parsed.output : null;
}

/** Return the variable's value for the next revival; null if there were enough. */
export function nextRevival(last: Revival | null, mark: string): string | null {
  const count = (last?.count ?? 0) + 1;
  return count > REVIVALS_MAX ? null : `${count} ${mark}`;
}

/**
 * Reads until the overlay has ended, which closes the other end of its input. The delay is for the display server.
 * The overlay ends this shell when it ends by itself.
 */
export const REVIVING_SHELL = 'read -r _; sleep 1; exec "$@"';
