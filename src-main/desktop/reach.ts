import type { DesktopReach } from '../../src-shared/desktop-state.ts';

/** The facts on which the desktop's abilities depend. */
export interface DesktopFacts {
  readonly platform: NodeJS.Platform;
  readonly isWayland: boolean;
  readonly hasXServer: boolean;
  readonly isSway: boolean;
}

/** Return the desktop's abilities. Pure. */
export function reachOf({ platform, isWayland, hasXServer, isSway }: DesktopFacts): DesktopReach {
  if (platform === 'win32') return { windows: 'none', captures: 'kept-out' };
  if (platform === 'darwin') return { windows: 'none', captures: 'older' };
  const ofX = !hasXServer ? 'none' : isWayland ? 'x11' : 'all';
  return { windows: isSway ? 'all' : ofX, captures: 'never' };
}
