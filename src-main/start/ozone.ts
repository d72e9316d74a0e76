import { WAYLAND_SWITCH, withLeanSwitch, X11_SWITCH } from './launch-switches.ts';

/** Set in the environment of a process that was relaunched for the windows' platform, so that it never relaunches again. */
const RELAUNCHED = 'ASYSTENT_RELAUNCHED_FOR_X11';

export type OzoneDecision =
  | { readonly kind: 'keep' }
  /** A Wayland session without an X server: the compositor places the bubble. */
  | { readonly kind: 'stay-on-wayland' }
  /** Relaunch with these arguments and these additions to the environment, and exit. */
  | { readonly kind: 'relaunch'; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };

/**
 * Decide whether to relaunch under XWayland, because Wayland lets no window place itself or stay on top. Without it, relaunch
 * for Wayland: Electron before 38 uses X11 otherwise, and dies without a server (33.4.11: SIGSEGV). Only the command line can
 * choose it: `appendSwitch` comes too late. Pure.
 * @param args without the executable.
 */
export function decideOzone(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): OzoneDecision {
  if (platform !== 'linux') return { kind: 'keep' };
  if (args.includes(WAYLAND_SWITCH)) return { kind: 'stay-on-wayland' };
  if (args.some((arg) => arg.startsWith('--ozone-platform='))) return { kind: 'keep' };
  if (!isWaylandSession(platform, env)) return { kind: 'keep' };
  const hasXServer = Boolean(env['DISPLAY']);
  if (env[RELAUNCHED]) return { kind: hasXServer ? 'keep' : 'stay-on-wayland' };
  const chosen = hasXServer ? X11_SWITCH : WAYLAND_SWITCH;
  return { kind: 'relaunch', args: [chosen, ...withLeanSwitch(args)], env: { [RELAUNCHED]: '1' } };
}

/** Return whether this is a Wayland session, whatever this process draws with. */
export function isWaylandSession(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return platform === 'linux' && (env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']));
}
