import type { Anchor } from '../../src-preload/settings.ts';
import type { Rectangle } from './placement.ts';

/** With the frame that the system puts around the page, about. */
const WIDTH_PX = 800;
const HEIGHT_PX = 660;
/** On a small display the window is lower rather than under the bubble; its page scrolls. */
const LEAST_HEIGHT_PX = 520;
/** The bubble with the sample that it shows meanwhile, at its usual size, and a little distance. */
const BUBBLE_HEIGHT_PX = 216;

/**
 * Where the settings' window opens: in the middle, and up or down as far from the bubble as there is room, because the
 * bubble is above it and shows what the settings do.
 */
export function settingsBounds(workArea: Rectangle, anchor: Anchor): Rectangle {
  const width = Math.min(WIDTH_PX, workArea.width);
  const besideBubble = Math.min(HEIGHT_PX, workArea.height - BUBBLE_HEIGHT_PX);
  const height = Math.min(Math.max(LEAST_HEIGHT_PX, besideBubble), workArea.height);
  const freePx = workArea.height - height;
  // Not quite at the edge of the work area, if there is room for that.
  const edgePx = Math.max(0, Math.min(32, Math.floor((freePx - BUBBLE_HEIGHT_PX) / 2)));
  return {
    x: workArea.x + Math.floor((workArea.width - width) / 2),
    y: workArea.y + (anchor.startsWith('bottom') ? edgePx : freePx - edgePx),
    width,
    height,
  };
}
