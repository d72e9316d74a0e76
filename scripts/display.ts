/** Whether a desktop can show windows. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** @throws if there is no desktop; the message names alternatives. */
export function requireDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  if (hasDisplay(platform, env)) return;
  throw new Error(
    'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Run this in a terminal of your desktop; ' +
      '"npm run demo" makes pictures on a virtual one instead.',
  );
}
