import type { Anchor } from '../../src-preload/settings.ts';
import type { Rectangle } from './placement.ts';

/** With the frame that the system puts around the page, about. */
const WIDTH_PX = 800;
const HEIGHT_PX = 660;

/**
 * Where the settings' window opens: in the middle, and up or down as far from the bubble as there is room, because the
 * bubble is above it and shows what the settings do.
 */
export function settingsBounds(workArea: Rectangle, anchor: Anchor): Rectangle {
  const width = Math.min(WIDTH_PX, workArea.width);
  const height = Math.min(HEIGHT_PX, workArea.height);
  const freePx = workArea.height - height;
  // Not quite at the edge of the work area, if there is room for that.
  const edgePx = Math.min(32, Math.floor(freePx / 2));
  return {
    x: workArea.x + Math.floor((workArea.width - width) / 2),
    y: workArea.y + (anchor.startsWith('bottom') ? edgePx : freePx - edgePx),
    width,
    height,
  };
}
