/**
 * The measures that main (window bounds) and the pages (layout) share, in device-independent pixels at scale 1.
 *
 * The controls window covers the pill's right end: the handle, then the button slots. All terms of the offset between the two
 * windows are multiples of 4, so that it is whole at 75, 125, 150 and 200 %, and on displays with such a factor.
 */

/** The pill at its widest, which is its place. Fits the longest labels beside the maximum of buttons, and is flush with the card. */
export const PILL_WIDTH = 420;
/**
 * The pill is narrower by whole steps. Half of one is whole at every scale in the settings, so that a pill in the middle is too.
 */
export const PILL_WIDTH_STEP = 40;
export const PILL_HEIGHT = 52;

/** The area of a button that accepts clicks; the round button in it is `BUTTON_SIZE`. */
export const BUTTON_SLOT = 44;
export const BUTTON_SIZE = 36;
/** From the last slot to the pill's right end: a round button is equally far from all three edges. */
export const PILL_END_PADDING = (PILL_HEIGHT - BUTTON_SIZE) / 2 - (BUTTON_SLOT - BUTTON_SIZE) / 2;
/** The orb that stands alone, with its edge. Its middle is that of the pill's orb. */
export const LONE_ORB_SIZE = 40;
export const LONE_ORB_INSET = (PILL_HEIGHT - LONE_ORB_SIZE) / 2;
/** A picture at the orb's edge for what is off. */
export const MARK_SIZE = 16;
/** The handle for dragging the bubble, left of the first button. */
export const HANDLE_WIDTH = 20;

/** The maximum number of buttons. */
export const BUTTONS_MAX = 3;

export const CARD_MAX_HEIGHT = 190;
/** The part of it for the line with the user's words. */
export const HEARD_HEIGHT = 24;
/** Between pill and card. */
export const CARD_GAP = 10;

/** The panel: as wide as the pill at its widest, and as high as the client's offer and the last answers need. */
export const PANEL_PADDING = 12;
export const PANEL_ROW_HEIGHT = 40;
export const PANEL_ROW_GAP = 8;
/** The last answers with their heading; they scroll on a small display. */
export const PANEL_ANSWERS_HEIGHT = 280;
/** The same while there is no answer yet: a hint of at most two lines. */
export const PANEL_NO_ANSWERS_HEIGHT = 68;
/** The line below, for a hint or a failure. */
export const PANEL_NOTE_HEIGHT = 20;
export const PANEL_RADIUS = 26;

/** Space around pill and card for the shadow; also the pill's minimum distance from the edge of the work area. */
export const SHADOW_MARGIN = 24;

/** The duration of the pill's exit after `visible` turns false; the windows are hidden afterwards. */
export const EXIT_MS = 140;
