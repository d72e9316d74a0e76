/** Whether there is a desktop to show windows on. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** @throws when there is no desktop; the message says where else to go. */
export function requireDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): void {
  if (hasDisplay(platform, env)) return;
  throw new Error(
    'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Run this in a terminal of your desktop; ' +
      '"npm run demo" makes pictures on a virtual one instead.',
  );
}
