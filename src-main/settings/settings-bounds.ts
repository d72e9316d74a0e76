import { CARD_GAP, PILL_HEIGHT, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import type { Anchor, Settings } from '../../src-shared/settings.ts';
import type { Rectangle } from '../windows/placement.ts';

const WIDTH_PX = 800;
const HEIGHT_PX = 660;
/** On a small display the window is lower rather than under the bubble; its page scrolls. As low as the user can make it. */
const LEAST_HEIGHT_PX = 400;
/** Of the card with the sample that the bubble shows meanwhile, in three lines, at scale 1. */
const SAMPLE_HEIGHT_PX = 108;
const DISTANCE_PX = 8;
/** What X11's window managers put around the bounds: title bars are up to 37 px high (metacity), borders 6 px. */
const FRAME_PX = 44;

/**
 * Return where the settings' window opens: in the middle, and up or down as far from the bubble as there is room, because
 * the bubble is above it and shows what the settings do.
 * @param look how large the bubble is.
 */
export function settingsBounds(
  workArea: Rectangle,
  anchor: Anchor,
  look: Pick<Settings['appearance'], 'scalePercent' | 'showCard'>,
): Rectangle {
  const cardPx = look.showCard ? CARD_GAP + SAMPLE_HEIGHT_PX : 0;
  const bubblePx = Math.ceil(((SHADOW_MARGIN + PILL_HEIGHT + cardPx) * look.scalePercent) / 100);
  const takenPx = bubblePx + DISTANCE_PX + FRAME_PX;
  const width = Math.min(WIDTH_PX, workArea.width);
  const besideBubble = Math.min(HEIGHT_PX, workArea.height - takenPx);
  const height = Math.min(Math.max(LEAST_HEIGHT_PX, besideBubble), workArea.height);
  const freePx = workArea.height - height;
  // Not quite at the edge of the work area, if there is room for that.
  const edgePx = Math.max(0, Math.min(32, Math.floor((freePx - takenPx) / 2)));
  return {
    x: workArea.x + Math.floor((workArea.width - width) / 2),
    y: workArea.y + (anchor.startsWith('bottom') ? edgePx : freePx - edgePx),
    width,
    height,
  };
}
