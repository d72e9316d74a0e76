/**
 * The measures that main (window bounds) and the pages (layout) share, in device-independent pixels at scale 1.
 *
 * The pill has one width in all phases, so that its buttons never move under the pointer; the controls window
 * stands on the pill's right end and is as large as the button slots in it.
 */

export const PILL_WIDTH = 328;
export const PILL_HEIGHT = 52;

/** A button's slot, the area that takes clicks; the round button in it is `BUTTON_SIZE`. */
export const BUTTON_SLOT = 44;
export const BUTTON_SIZE = 36;
/** From the last slot to the pill's right end: a round button is as far from the end as from the edges above and below. */
export const PILL_END_PADDING = (PILL_HEIGHT - BUTTON_SIZE) / 2 - (BUTTON_SLOT - BUTTON_SIZE) / 2;

export const CARD_WIDTH = 420;
export const CARD_MAX_HEIGHT = 190;
/** Between pill and card. */
export const CARD_GAP = 10;

/** Room around pill and card for the shadow; also the least distance of the pill from the edge of the work area. */
export const SHADOW_MARGIN = 24;

export const BUBBLE_WINDOW_WIDTH = CARD_WIDTH + 2 * SHADOW_MARGIN;
export const BUBBLE_WINDOW_HEIGHT = PILL_HEIGHT + CARD_GAP + CARD_MAX_HEIGHT + 2 * SHADOW_MARGIN;

/** The pill leaves for this long after `visible` turns false; the windows are hidden afterwards. */
export const EXIT_MS = 140;
