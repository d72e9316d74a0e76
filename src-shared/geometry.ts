/**
 * The measures that main (window bounds) and the pages (layout) share, in device-independent pixels at scale 1.
 *
 * The pill has one width in all phases and for all clients, so that its buttons never move under the pointer. The controls window stands
 * on the pill's right end: the handle, then the button slots. What the offset between the two windows is made of
 * are multiples of 4, so that it is whole at 75, 125, 150 and 200 %, and on displays with such a factor.
 */

/** With room for the longest labels beside as many buttons as there can be; and flush with the card at its usual width. */
export const PILL_WIDTH = 420;
export const PILL_HEIGHT = 52;

/** A button's slot, the area that takes clicks; the round button in it is `BUTTON_SIZE`. */
export const BUTTON_SLOT = 44;
export const BUTTON_SIZE = 36;
/** From the last slot to the pill's right end: a round button is as far from the end as from the edges above and below. */
export const PILL_END_PADDING = (PILL_HEIGHT - BUTTON_SIZE) / 2 - (BUTTON_SLOT - BUTTON_SIZE) / 2;
/** The handle by which the bubble is dragged, left of the first button. */
export const HANDLE_WIDTH = 20;

/** How many buttons there are at most. */
export const BUTTONS_MAX = 3;

export const CARD_MAX_HEIGHT = 190;
/** Between pill and card. */
export const CARD_GAP = 10;

/** The panel: as wide as the pill, and at most as high as what the client offers and the last answers need. */
export const PANEL_PADDING = 12;
export const PANEL_ROW_HEIGHT = 40;
export const PANEL_ROW_GAP = 8;
/** The last answers with their heading: what a small display has no room for is scrolled to. */
export const PANEL_ANSWERS_HEIGHT = 280;
/** The same while there is no answer yet, which is said in two lines at most. */
export const PANEL_NO_ANSWERS_HEIGHT = 68;
/** The line below, which says what a key does, or what went wrong. */
export const PANEL_NOTE_HEIGHT = 20;
export const PANEL_RADIUS = 26;

/** Room around pill and card for the shadow; also the least distance of the pill from the edge of the work area. */
export const SHADOW_MARGIN = 24;

/** The pill leaves for this long after `visible` turns false; the windows are hidden afterwards. */
export const EXIT_MS = 140;
