/** Switches that only the command line can set: Chromium acts on them before it runs our code. */

/** Draw with an X server. */
export const X11_SWITCH = '--ozone-platform=x11';
/** Draw with a Wayland compositor. */
export const WAYLAND_SWITCH = '--ozone-platform=wayland';

/**
 * Of Chromium's two zygotes on Linux, start only the one that forks sandboxed pages. The other one forks the GPU process, which
 * the overlay does without unless the user wants the graphics card, and Chromium starts that by itself then. All processes take
 * 205 MB instead of 213, and 367 instead of 429 of resident memory (Electron 33, proportional set size; the overlay does not need
 * the switch).
 */
export const LEAN_SWITCH = '--no-unsandboxed-zygote';

/** Return the arguments with the lean switch. @param args without the executable. */
export function withLeanSwitch(args: readonly string[]): readonly string[] {
  return args.includes(LEAN_SWITCH) ? args : [LEAN_SWITCH, ...args];
}
