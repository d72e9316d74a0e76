import type { PageLayout } from '../../src-shared/bubble-contract.ts';
import {
  BUTTON_SLOT,
  BUTTONS_MAX,
  CARD_GAP,
  CARD_MAX_HEIGHT,
  HANDLE_WIDTH,
  PILL_END_PADDING,
  PILL_HEIGHT,
  PILL_WIDTH,
  SHADOW_MARGIN,
} from '../../src-shared/geometry.ts';
import { ANCHORS, type Anchor, type Place, type Settings } from '../../src-shared/settings.ts';

/** In device-independent pixels of the desktop, as everything in this file. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** What the settings say about the bubble's size. */
export type Size = Pick<Settings['appearance'], 'scalePercent' | 'cardWidthPx' | 'showCard'>;

/** Where a display's bubble is to be. */
export interface Arrangement {
  readonly pill: Rectangle;
  /** The window that draws pill and card, with room for the shadow. Wholly inside the work area, cut if need be. */
  readonly bubble: Rectangle;
  /** The handle and the buttons, over the pill's right end: what takes clicks. */
  readonly controls: Rectangle;
  /** The same with as many buttons as there can be. */
  readonly controlsRoom: Rectangle;
  /** Without what only the desktop can tell. */
  readonly layout: Omit<PageLayout, 'isOpaque'>;
}

/** A dropped bubble this close to where its anchor would put it, on an axis, is put there. */
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
 * Where the bubble and its controls stand in a work area.
 *
 * The pill comes first: where the place says, inside the work area by the margin of its shadow. The card has its place
 * on the side that is away from the display's edge, and is flush with the pill on the side where the edge is.
 */
export function arrange(workArea: Rectangle, place: Place, size: Size, buttons: number): Arrangement {
  const scale = fittingScale(workArea, size);
  const pill = pillAt(workArea, place, scale);
  const spot = SPOTS[place.anchor];
  const margin = Math.round(SHADOW_MARGIN * scale);
  const cardWidth = size.showCard ? Math.round(size.cardWidthPx * scale) : 0;
  const cardHeight = size.showCard ? Math.round((CARD_GAP + CARD_MAX_HEIGHT) * scale) : 0;
  const { align, ...columns } = columnsOf(workArea, pill, spot.align, Math.max(0, cardWidth - pill.width), margin);
  const { cardSide, ...rows } = rowsOf(workArea, pill, spot.row, cardHeight, margin);
  return {
    pill,
    bubble: { ...columns, ...rows },
    controls: controlsOn(pill, scale, buttons),
    controlsRoom: controlsOn(pill, scale, BUTTONS_MAX),
    layout: { cardSide, align, scale, cardWidthPx: size.cardWidthPx },
  };
}

/** The same bubble somewhere else: how it looks while it is dragged. */
export function shifted(arrangement: Arrangement, by: Point): Arrangement {
  const moved = (rectangle: Rectangle) => ({ ...rectangle, x: rectangle.x + by.x, y: rectangle.y + by.y });
  return {
    pill: moved(arrangement.pill),
    bubble: moved(arrangement.bubble),
    controls: moved(arrangement.controls),
    controlsRoom: moved(arrangement.controlsRoom),
    layout: arrangement.layout,
  };
}

/**
 * The place that a dropped pill gets: the nearest anchor, and how far from it. When it is about level with the anchor,
 * it is put level. The inverse of `arrange`.
 */
export function placeOf(workArea: Rectangle, dropped: Point, size: Size): Place {
  const scale = fittingScale(workArea, size);
  const pill = inside(workArea, dropped, scale);
  const offsets = ANCHORS.map((anchor) => {
    const at = pillAt(workArea, { anchor, offsetX: 0, offsetY: 0 }, scale);
    return { anchor, offsetX: pill.x - at.x, offsetY: pill.y - at.y };
  });
  const nearest = offsets.reduce((best, next) => (distance(next) < distance(best) ? next : best));
  return { anchor: nearest.anchor, offsetX: snapped(nearest.offsetX), offsetY: snapped(nearest.offsetY) };
}

/** The pill at `wanted`, moved into the work area by as little as need be. */
export function pillInside(workArea: Rectangle, wanted: Point, size: Size): Rectangle {
  return inside(workArea, wanted, fittingScale(workArea, size));
}

/** The scale that was chosen, or what makes the pill and its shadow fit into the work area. */
function fittingScale(workArea: Rectangle, { scalePercent }: Size): number {
  return Math.min(
    scalePercent / 100,
    workArea.width / (PILL_WIDTH + 2 * SHADOW_MARGIN),
    workArea.height / (PILL_HEIGHT + 2 * SHADOW_MARGIN),
  );
}

function pillAt(workArea: Rectangle, { anchor, offsetX, offsetY }: Place, scale: number): Rectangle {
  const { align, row } = SPOTS[anchor];
  const margin = SHADOW_MARGIN * scale;
  const roomX = workArea.width - 2 * margin - PILL_WIDTH * scale;
  const roomY = workArea.height - 2 * margin - PILL_HEIGHT * scale;
  const x = workArea.x + margin + roomX * { left: 0, center: 0.5, right: 1 }[align] + offsetX;
  const y = workArea.y + margin + roomY * { top: 0, middle: 0.5, bottom: 1 }[row] + offsetY;
  return inside(workArea, { x, y }, scale);
}

function inside(workArea: Rectangle, wanted: Point, scale: number): Rectangle {
  const margin = Math.round(SHADOW_MARGIN * scale);
  // At a scale that just fits, rounding each of them up would come to more than there is.
  const width = Math.min(Math.round(PILL_WIDTH * scale), workArea.width - 2 * margin);
  const height = Math.min(Math.round(PILL_HEIGHT * scale), workArea.height - 2 * margin);
  return {
    x: clamp(Math.round(wanted.x), workArea.x + margin, workArea.x + workArea.width - margin - width),
    y: clamp(Math.round(wanted.y), workArea.y + margin, workArea.y + workArea.height - margin - height),
    width,
    height,
  };
}

/** The columns of the bubble window, and at which of its ends pill and card are. `excess`: card wider than pill. */
function columnsOf(workArea: Rectangle, pill: Rectangle, preferred: Align, excess: number, margin: number) {
  // A multiple of 4, as all that the offset between the windows is made of (geometry.ts).
  const side = Math.ceil(excess / 8) * 4;
  const toLeft = { left: 0, center: side, right: excess };
  const roomLeft = pill.x - margin - workArea.x;
  const roomRight = right(workArea) - margin - right(pill);
  const fits = (align: Align) => toLeft[align] <= roomLeft && toLeft[mirrored(align)] <= roomRight;
  const align = fits(preferred) ? preferred : roomRight >= roomLeft ? 'left' : 'right';
  const x = pill.x - margin - Math.min(toLeft[align], roomLeft);
  return { align, x, width: right(pill) + margin + Math.min(toLeft[mirrored(align)], roomRight) - x };
}

/** The rows of the bubble window, and on which side of the pill the card has its place. */
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
  const end = pill.x + Math.round((PILL_WIDTH - PILL_END_PADDING) * scale);
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

/** `value`, or the limit it is beyond; `lowest` when the limits leave nothing. */
function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}
