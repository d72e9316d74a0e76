import { CARD_GAP, PILL_HEIGHT, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { Anchor } from '../../src-shared/settings-limits.ts';
import type { Rectangle } from '../windows/placement.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export const SETTINGS_SIZE: Size = { width: 800, height: 660 };
export const FIRST_RUN_SIZE: Size = { width: 600, height: 640 };
/** The window's minimum height. On a small display it shrinks rather than cover the bubble; its page scrolls. */
const LEAST_HEIGHT_PX = 400;
/** The height of the card with the bubble's sample answer: three lines, at scale 1. */
const SAMPLE_HEIGHT_PX = 108;
const DISTANCE_PX = 8;
/** The frame of X11's window managers: title bars are up to 37 px high (metacity), borders 6 px. */
const FRAME_PX = 44;

/**
 * Return the initial bounds of the settings' window: centred, and as far above or below the bubble as there is space. The
 * bubble shows the effect of the settings, and stays on top.
 * @param most the size that it has where there is space.
 * @param bubble the bubble's size.
 */
export function settingsBounds(
  workArea: Rectangle,
  most: Size,
  anchor: Anchor,
  bubble: Pick<Settings['appearance'], 'scalePercent' | 'showCard'>,
): Rectangle {
  const cardPx = bubble.showCard ? CARD_GAP + SAMPLE_HEIGHT_PX : 0;
  const bubblePx = Math.ceil(((SHADOW_MARGIN + PILL_HEIGHT + cardPx) * bubble.scalePercent) / 100);
  const takenPx = bubblePx + DISTANCE_PX + FRAME_PX;
  const width = Math.min(most.width, workArea.width);
  const besideBubble = Math.min(most.height, workArea.height - takenPx);
  const height = Math.min(Math.max(LEAST_HEIGHT_PX, besideBubble), workArea.height);
  const freePx = workArea.height - height;
  // Keep a margin to the edge of the work area if there is space.
  const edgePx = Math.max(0, Math.min(32, Math.floor((freePx - takenPx) / 2)));
  return {
    x: workArea.x + Math.floor((workArea.width - width) / 2),
    y: workArea.y + (anchor.startsWith('bottom') ? edgePx : freePx - edgePx),
    width,
    height,
  };
}
