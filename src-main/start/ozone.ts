/** Set in the environment of a process that was started again for XWayland, which must not happen to it a second time. */
const RELAUNCHED = 'ASYSTENT_RELAUNCHED_FOR_X11';

const X11_SWITCH = '--ozone-platform=x11';

/** What is to be done about the windowing system. */
export type OzoneDecision =
  | { readonly kind: 'keep' }
  /** A Wayland session without an X server: the bubble stands where the compositor puts it. */
  | { readonly kind: 'stay-on-wayland' }
  /** Start again with these arguments and this addition to the environment, and exit. */
  | { readonly kind: 'relaunch'; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };

/**
 * Decides whether this process has to be started again to run under XWayland. Wayland lets no window place itself or
 * stay on top, XWayland does, and only the command line can choose it: `appendSwitch` comes too late. Pure.
 * @param args what follows the executable.
 */
export function decideOzone(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): OzoneDecision {
  if (platform !== 'linux') return { kind: 'keep' };
  if (args.some((arg) => arg.startsWith('--ozone-platform='))) return { kind: 'keep' };
  const wayland = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
  if (!wayland || env[RELAUNCHED]) return { kind: 'keep' };
  if (!env['DISPLAY']) return { kind: 'stay-on-wayland' };
  return { kind: 'relaunch', args: [X11_SWITCH, ...args], env: { [RELAUNCHED]: '1' } };
}
