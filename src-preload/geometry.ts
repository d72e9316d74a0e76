/**
 * The measures that main (window bounds) and the pages (layout) share, in device-independent pixels at scale 1.
 *
 * The pill has one width in all phases, so that its buttons never move under the pointer. The controls window stands
 * on the pill's right end: the handle, then the button slots. What the offset between the two windows is made of
 * are multiples of 4, so that it is whole at 75, 125, 150 and 200 %, and on displays with such a factor.
 */

export const PILL_WIDTH = 372;
export const PILL_HEIGHT = 52;

/** A button's slot, the area that takes clicks; the round button in it is `BUTTON_SIZE`. */
export const BUTTON_SLOT = 44;
export const BUTTON_SIZE = 36;
/** From the last slot to the pill's right end: a round button is as far from the end as from the edges above and below. */
export const PILL_END_PADDING = (PILL_HEIGHT - BUTTON_SIZE) / 2 - (BUTTON_SLOT - BUTTON_SIZE) / 2;
/** The handle by which the bubble is dragged, left of the first button. */
export const HANDLE_WIDTH = 20;

export const CARD_MAX_HEIGHT = 190;
/** Between pill and card. */
export const CARD_GAP = 10;

/** Room around pill and card for the shadow; also the least distance of the pill from the edge of the work area. */
export const SHADOW_MARGIN = 24;

/** The pill leaves for this long after `visible` turns false; the windows are hidden afterwards. */
export const EXIT_MS = 140;
