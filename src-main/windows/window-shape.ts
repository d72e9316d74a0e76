import { CARD_GAP, CARD_MAX_HEIGHT, PILL_HEIGHT, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import type { Arrangement, Rectangle } from './placement.ts';

/**
 * The shapes of the windows on a desktop without a compositor, where everything transparent is black: the windows are cut
 * out along the outlines of pill, card and controls. A shape can't follow the card's contents, so the page draws the card
 * as large as its place (`data-opaque` in the stylesheets).
 */

/** The corners of pill and card, as the stylesheets round them at scale 1. */
const PILL_RADIUS = PILL_HEIGHT / 2;
const CARD_RADIUS = 20;
/** The marks are in the corners. */
const LONE_ORB_RADIUS = 8;

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

/** Return the shape of the bubble's window. @param hasCard whether it shows an answer. */
export function bubbleShape(arrangement: Arrangement, hasCard: boolean): Shape {
  const { pill, layout, silhouette } = arrangement;
  const card = hasCard ? roundedRows(cardPlace(arrangement), CARD_RADIUS * layout.scale) : [];
  const radius = silhouette.form === 'orb' ? LONE_ORB_RADIUS : PILL_RADIUS;
  return [...roundedRows(pill, radius * layout.scale), ...card];
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
