import { answerHeightPx, answerRoomPx, answerSizePx } from '../../src-shared/answer-size.ts';
import type { PageLayout } from '../../src-shared/bubble-contract.ts';
import {
  BUTTON_SLOT,
  BUTTONS_MAX,
  CARD_GAP,
  CARD_MAX_HEIGHT,
  HANDLE_WIDTH,
  LONE_ORB_INSET,
  LONE_ORB_SIZE,
  PILL_END_PADDING,
  PILL_HEIGHT,
  PILL_WIDTH,
  SHADOW_MARGIN,
} from '../../src-shared/geometry.ts';
import type { Silhouette } from '../../src-shared/overlay-state.ts';
import type { Place, Settings } from '../../src-shared/settings.ts';
import { ANCHORS, type Anchor } from '../../src-shared/settings-limits.ts';
import { WHOLE_PILL } from '../overlay/silhouette.ts';

/** In device-independent pixels of the desktop, like all coordinates in this file. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** The part of a display in which a bubble may be. */
export interface Room {
  readonly workArea: Rectangle;
  /** The display's pixels for each device-independent one. */
  readonly scaleFactor: number;
}

/** The settings of the bubble's size. */
export type Size = Pick<Settings['appearance'], 'scalePercent' | 'cardWidthPx' | 'showCard'>;

/** The rectangles of a display's bubble. */
export interface Arrangement {
  /** The bubble's place: the pill at its widest. */
  readonly slot: Rectangle;
  /** The part of it that is drawn: the pill, or the orb alone. */
  readonly pill: Rectangle;
  readonly silhouette: Silhouette;
  /** The window that draws pill and card, with their shadow as far as the work area allows. */
  readonly bubble: Rectangle;
  /** Handle and buttons at the end of the pill's line, which take clicks. */
  readonly controls: Rectangle;
  /** The same with the largest number of buttons. */
  readonly controlsBounds: Rectangle;
  /** Without the field that depends on the compositor. */
  readonly layout: Omit<PageLayout, 'isOpaque'>;
}

/** A dropped bubble snaps to its anchor, on each axis, within this distance. */
export const SNAP_DISTANCE = 12;

type Align = PageLayout['align'];
type Row = 'top' | 'middle' | 'bottom';

const SPOTS: Readonly<Record<Anchor, { readonly align: Align; readonly row: Row }>> = {
  'top-left': { align: 'left', row: 'top' },
  top: { align: 'center', row: 'top' },
  'top-right': { align: 'right', row: 'top' },
  left: { align: 'left', row: 'middle' },
  right: { align: 'right', row: 'middle' },
  'bottom-left': { align: 'left', row: 'bottom' },
  bottom: { align: 'center', row: 'bottom' },
  'bottom-right': { align: 'right', row: 'bottom' },
};

/**
 * Arrange the bubble and its controls in a work area.
 *
 * The place of the widest pill comes first, with its shadow inside the work area. A smaller one is at the end of it that is
 * towards the display's edge, so that it grows inwards. The card is on the side away from the
 * display's edge, and flush with the pill on the side of the edge. At a scale of 100 %, all windows begin and end at whole
 * pixels of the display if its factor is a multiple of 0.25.
 */
export function arrange(
  room: Room,
  place: Place,
  size: Size,
  buttons: number,
  silhouette: Silhouette = WHOLE_PILL,
): Arrangement {
  const grid = gridOf(room);
  const { workArea } = grid;
  const scale = fittingScale(workArea, size);
  const slot = pillAt(grid, place, scale);
  const spot = SPOTS[place.anchor];
  const margin = Math.round(SHADOW_MARGIN * scale);
  const cardWidth = size.showCard ? Math.round(size.cardWidthPx * scale) : 0;
  const cardHeight = size.showCard ? Math.round((CARD_GAP + CARD_MAX_HEIGHT) * scale) : 0;
  const { align, ...columns } = columnsOf(workArea, slot, spot.align, Math.max(0, cardWidth - slot.width), margin);
  const { cardSide, ...rows } = rowsOf(workArea, slot, spot.row, cardHeight, margin);
  const drawn = drawnIn(slot, align, scale, silhouette);
  return {
    slot,
    pill: drawn,
    silhouette,
    bubble: { ...columns, ...rows },
    controls: controlsOn(drawn, scale, buttons),
    controlsBounds: controlsOn(drawn, scale, BUTTONS_MAX),
    layout: { cardSide, align, scale, cardWidthPx: size.cardWidthPx },
  };
}

/**
 * Return the part of the bubble's window that draws something, with the shadow.
 * @param text on the card; null without a card. The card may be lower than estimated here.
 * @param hasHeard whether the user's words are above that.
 */
export function drawnPart({ pill, bubble, layout }: Arrangement, text: string | null, hasHeard: boolean): Rectangle {
  const { scale, cardWidthPx, cardSide } = layout;
  const margin = Math.round(SHADOW_MARGIN * scale);
  const alone = {
    x: pill.x - margin,
    y: pill.y - margin,
    width: pill.width + 2 * margin,
    height: pill.height + 2 * margin,
  };
  if (text === null) return alone;
  const roomPx = answerRoomPx(hasHeard);
  const heightPx = answerHeightPx(text, answerSizePx(text), cardWidthPx, roomPx);
  const cardHeight = Math.min(heightPx, roomPx) + CARD_MAX_HEIGHT - roomPx;
  const height = Math.min(alone.height + Math.ceil((CARD_GAP + cardHeight) * scale), bubble.height);
  return { ...bubble, y: cardSide === 'above' ? bottom(bubble) - height : bubble.y, height };
}

/** Return the arrangement for a language that is written from right to left: handle and buttons at the pill's left end. */
export function withControlsLeft(arrangement: Arrangement): Arrangement {
  const { pill } = arrangement;
  const reflected = (controls: Rectangle) => ({ ...controls, x: pill.x + right(pill) - right(controls) });
  return {
    ...arrangement,
    controls: reflected(arrangement.controls),
    controlsBounds: reflected(arrangement.controlsBounds),
  };
}

/** Return the arrangement of a bubble while it is dragged. */
export function shifted(arrangement: Arrangement, by: Point): Arrangement {
  const moved = (rectangle: Rectangle) => ({ ...rectangle, x: rectangle.x + by.x, y: rectangle.y + by.y });
  return {
    slot: moved(arrangement.slot),
    pill: moved(arrangement.pill),
    silhouette: arrangement.silhouette,
    bubble: moved(arrangement.bubble),
    controls: moved(arrangement.controls),
    controlsBounds: moved(arrangement.controlsBounds),
    layout: arrangement.layout,
  };
}

/**
 * Return the place of a dropped pill: the nearest anchor and the distance from it, 0 within `SNAP_DISTANCE`. The inverse of
 * `arrange`.
 * @param widthPx of the pill at scale 1.
 */
export function placeOf(room: Room, dropped: Point, size: Size, widthPx = PILL_WIDTH): Place {
  const grid = gridOf(room);
  const scale = fittingScale(grid.workArea, size);
  const pill = inside(grid, dropped, scale, widthPx);
  const offsets = ANCHORS.map((anchor) => {
    const at = pillAt(grid, { anchor, offsetX: 0, offsetY: 0 }, scale);
    const toPill = partOf(at.width - pill.width, SPOTS[anchor].align);
    const slot = inside(grid, { x: pill.x - toPill, y: pill.y }, scale);
    return { anchor, offsetX: slot.x - at.x, offsetY: slot.y - at.y };
  });
  const nearest = offsets.reduce((best, next) => (distance(next) < distance(best) ? next : best));
  return { anchor: nearest.anchor, offsetX: snapped(nearest.offsetX), offsetY: snapped(nearest.offsetY) };
}

/** Return the pill at `wanted`, moved into the work area if necessary. @param widthPx of the pill at scale 1. */
export function pillInside(room: Room, wanted: Point, size: Size, widthPx = PILL_WIDTH): Rectangle {
  const grid = gridOf(room);
  return inside(grid, wanted, fittingScale(grid.workArea, size), widthPx);
}

/** The coordinates at which windows may begin and end, and the work area as far as it has such edges. */
interface Grid {
  readonly workArea: Rectangle;
  /** Between two of them. */
  readonly step: number;
}

/**
 * Return the coordinates that are whole pixels of a display: every second one at a factor of 1.5, every fourth one at 1.25.
 * Chromium rounds the bounds of other windows outwards and the size of their pages up, so that a page is up to two pixels
 * wider than its window (seen with Electron 33 on X11). At other factors, such as 1.1, that can't be prevented.
 */
function gridOf({ workArea, scaleFactor }: Room): Grid {
  const step = [1, 2, 4].find((each) => Number.isInteger(each * scaleFactor)) ?? 1;
  const x = Math.ceil(workArea.x / step) * step;
  const y = Math.ceil(workArea.y / step) * step;
  const width = Math.floor(right(workArea) / step) * step - x;
  const height = Math.floor(bottom(workArea) / step) * step - y;
  return { workArea: { x, y, width, height }, step };
}

/**
 * Return whether a window is where it was put. At factors such as 1.25, it may be at whole pixels of the display only, and
 * Electron reports the device-independent pixels that it touches.
 */
export function isAsPlaced(reported: Rectangle, wanted: Rectangle): boolean {
  const edges = (of: Rectangle) => [of.x, of.y, right(of), bottom(of)];
  const wantedEdges = edges(wanted);
  return edges(reported).every((edge, index) => Math.abs(edge - (wantedEdges[index] ?? Number.NaN)) <= 1);
}

/** Return the chosen scale, or the largest at which the pill and its shadow fit into the work area. */
function fittingScale(workArea: Rectangle, { scalePercent }: Size): number {
  return Math.min(
    scalePercent / 100,
    workArea.width / (PILL_WIDTH + 2 * SHADOW_MARGIN),
    workArea.height / (PILL_HEIGHT + 2 * SHADOW_MARGIN),
  );
}

function pillAt(grid: Grid, { anchor, offsetX, offsetY }: Place, scale: number): Rectangle {
  const { workArea } = grid;
  const { align, row } = SPOTS[anchor];
  const margin = SHADOW_MARGIN * scale;
  const roomX = workArea.width - 2 * margin - PILL_WIDTH * scale;
  const roomY = workArea.height - 2 * margin - PILL_HEIGHT * scale;
  const x = workArea.x + margin + roomX * { left: 0, center: 0.5, right: 1 }[align] + offsetX;
  const y = workArea.y + margin + roomY * { top: 0, middle: 0.5, bottom: 1 }[row] + offsetY;
  return inside(grid, { x, y }, scale);
}

function inside({ workArea, step }: Grid, wanted: Point, scale: number, widthPx = PILL_WIDTH): Rectangle {
  const rounded = (value: number) => Math.round(value / step) * step;
  const margin = Math.round(SHADOW_MARGIN * scale);
  // At a scale that just fits, rounding up could exceed the work area.
  const width = Math.min(Math.round(widthPx * scale), workArea.width - 2 * margin);
  const height = Math.min(Math.round(PILL_HEIGHT * scale), workArea.height - 2 * margin);
  return {
    x: clamp(rounded(wanted.x), workArea.x + margin, workArea.x + workArea.width - margin - width),
    y: clamp(rounded(wanted.y), workArea.y + margin, workArea.y + workArea.height - margin - height),
    width,
    height,
  };
}

/** Return the part of the bubble's place that is drawn, at its end of it. */
function drawnIn(slot: Rectangle, align: Align, scale: number, { form, widthPx }: Silhouette): Rectangle {
  if (form === 'orb') {
    const side = Math.round(LONE_ORB_SIZE * scale);
    const inset = Math.round(LONE_ORB_INSET * scale);
    const x = slot.x + partOf(slot.width - side, align) + inset * { left: 1, center: 0, right: -1 }[align];
    return { x, y: slot.y + inset, width: side, height: side };
  }
  const width = Math.min(Math.round(widthPx * scale), slot.width);
  return { ...slot, x: slot.x + partOf(slot.width - width, align), width };
}

function partOf(spare: number, align: Align): number {
  return Math.round(spare * { left: 0, center: 0.5, right: 1 }[align]);
}

/** Return the columns of the bubble's window and the alignment in it. @param excess width of the card beyond the pill's. */
function columnsOf(workArea: Rectangle, pill: Rectangle, preferred: Align, excess: number, margin: number) {
  // A multiple of 4, like all parts of the offset between the windows (geometry.ts).
  const side = Math.ceil(excess / 8) * 4;
  const toLeft = { left: 0, center: side, right: excess };
  const roomLeft = pill.x - margin - workArea.x;
  const roomRight = right(workArea) - margin - right(pill);
  const fits = (align: Align) => toLeft[align] <= roomLeft && toLeft[mirrored(align)] <= roomRight;
  const align = fits(preferred) ? preferred : roomRight >= roomLeft ? 'left' : 'right';
  const x = pill.x - margin - Math.min(toLeft[align], roomLeft);
  return { align, x, width: right(pill) + margin + Math.min(toLeft[mirrored(align)], roomRight) - x };
}

/** Return the rows of the bubble's window, and the card's side of the pill. */
function rowsOf(workArea: Rectangle, pill: Rectangle, row: Row, cardHeight: number, margin: number) {
  const roomAbove = pill.y - margin - workArea.y;
  const roomBelow = bottom(workArea) - margin - bottom(pill);
  const above =
    row === 'bottom'
      ? cardHeight <= roomAbove || roomAbove > roomBelow
      : cardHeight > roomBelow && roomAbove > roomBelow;
  const height = pill.height + 2 * margin + Math.min(cardHeight, above ? roomAbove : roomBelow);
  const cardSide: PageLayout['cardSide'] = above ? 'above' : 'below';
  return { cardSide, y: above ? bottom(pill) + margin - height : pill.y - margin, height };
}

function controlsOn(pill: Rectangle, scale: number, buttons: number): Rectangle {
  const end = right(pill) - Math.round(PILL_END_PADDING * scale);
  const width = Math.round((HANDLE_WIDTH + buttons * BUTTON_SLOT) * scale);
  return { x: end - width, y: pill.y, width, height: pill.height };
}

function mirrored(align: Align): Align {
  return align === 'left' ? 'right' : align === 'right' ? 'left' : 'center';
}

function right({ x, width }: Rectangle): number {
  return x + width;
}

function bottom({ y, height }: Rectangle): number {
  return y + height;
}

function distance({ offsetX, offsetY }: Place): number {
  return Math.hypot(offsetX, offsetY);
}

function snapped(offset: number): number {
  return Math.abs(offset) <= SNAP_DISTANCE ? 0 : offset;
}

/** Limit `value` to a range; return `lowest` when the range is empty. */
function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
