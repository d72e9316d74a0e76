import type { DesktopReach } from '../../src-shared/desktop-state.ts';

/** What the overlay knows of its desktop. */
export interface DesktopFacts {
  readonly platform: NodeJS.Platform;
  readonly isWayland: boolean;
  readonly hasXServer: boolean;
  readonly isSway: boolean;
}

/** Return what the desktop lets the overlay know and do. Pure. */
export function reachOf({ platform, isWayland, hasXServer, isSway }: DesktopFacts): DesktopReach {
  if (platform === 'win32') return { windows: 'none', captures: 'kept-out' };
  if (platform === 'darwin') return { windows: 'none', captures: 'older' };
  const ofX = !hasXServer ? 'none' : isWayland ? 'x11' : 'all';
  return { windows: isSway ? 'all' : ofX, captures: 'never' };
}
