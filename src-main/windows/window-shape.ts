import { CARD_GAP, CARD_MAX_HEIGHT, MARK_SIZE, PILL_HEIGHT, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import type { Direction } from '../../src-shared/languages.ts';
import type { Arrangement, Rectangle } from './placement.ts';

/**
 * The shapes of the windows on a desktop without a compositor, where everything transparent is black: the windows are cut
 * out along the outlines of pill, card and controls. A shape can't follow the card's contents, so the page draws the card
 * as large as its place (`data-opaque` in the stylesheets).
 */

/** The corners of pill and card, as the stylesheets round them at scale 1. */
const PILL_RADIUS = PILL_HEIGHT / 2;
const CARD_RADIUS = 20;

/** A shape for `setShape`, in coordinates of the desktop. */
export type Shape = readonly Rectangle[];

/** Return a rectangle with round corners as rectangles: one for each row in the corners, and one for the rest. */
export function roundedRows({ x, y, width, height }: Rectangle, radius: number): Shape {
  const corner = Math.min(Math.round(radius), Math.floor(height / 2), Math.floor(width / 2));
  const insets = Array.from({ length: corner }, (_, row) => {
    const fromMiddle = corner - row - 0.5;
    return Math.round(corner - Math.sqrt(corner ** 2 - fromMiddle ** 2));
  });
  const rows = insets.flatMap((inset, row) =>
    [y + row, y + height - 1 - row].map((at) => ({ x: x + inset, y: at, width: width - 2 * inset, height: 1 })),
  );
  return [...rows, { x, y: y + corner, width, height: height - 2 * corner }].filter((row) => row.height > 0);
}

/** What the bubble's window shows beside the orb and the words. */
export interface ShownParts {
  /** Whether it shows an answer. */
  readonly hasCard: boolean;
  /** How many marks there are, from 0 to 2. */
  readonly marks: number;
  readonly direction: Direction;
}

/** Return the shape of the bubble's window. */
export function bubbleShape(arrangement: Arrangement, { hasCard, marks, direction }: ShownParts): Shape {
  const { pill, layout, silhouette } = arrangement;
  const card = hasCard ? roundedRows(cardPlace(arrangement), CARD_RADIUS * layout.scale) : [];
  // On the pill, the marks are within its outline.
  const corners =
    silhouette.form === 'orb' ? markPlaces(pill, MARK_SIZE * layout.scale, direction).slice(0, marks) : [];
  const discs = corners.flatMap((corner) => roundedRows(corner, corner.width / 2));
  return [...roundedRows(pill, PILL_RADIUS * layout.scale), ...discs, ...card];
}

/** Return the places of the lone orb's marks in its corners, from below (`.marks` in phases.css). */
function markPlaces({ x, y, width, height }: Rectangle, size: number, direction: Direction): readonly Rectangle[] {
  const side = Math.round(size);
  const left = direction === 'rtl' ? x : x + width - side;
  return [y + height - side, y].map((top) => ({ x: left, y: top, width: side, height: side }));
}

/** Return the shape of the controls' window, which reaches into the pill's round end. */
export function controlsShape({ pill, controls, layout }: Arrangement): Shape {
  return roundedRows(pill, PILL_RADIUS * layout.scale)
    .map((row) => intersection(row, controls))
    .filter(({ width, height }) => width > 0 && height > 0);
}

/** Return the part of the window in which the bubble's page draws the card. */
function cardPlace({ slot, bubble, layout }: Arrangement): Rectangle {
  const { align, cardSide, scale } = layout;
  const margin = Math.round(SHADOW_MARGIN * scale);
  const gap = Math.round(CARD_GAP * scale);
  const room = bubble.width - 2 * margin;
  const width = Math.min(Math.round(layout.cardWidthPx * scale), room);
  const height = Math.round(CARD_MAX_HEIGHT * scale);
  const x = slot.x + Math.round((slot.width - width) * { left: 0, center: 0.5, right: 1 }[align]);
  const y = cardSide === 'below' ? slot.y + slot.height + gap : slot.y - gap - height;
  return intersection({ x, y, width, height }, bubble);
}

function intersection(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}
