import { describe, expect, it, test } from 'vitest';
import { arrange, type Rectangle } from '../../src-main/windows/placement.ts';
import { bubbleShape, controlsShape, roundedRows, type Shape } from '../../src-main/windows/window-shape.ts';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import type { Silhouette } from '../../src-shared/overlay-state.ts';
import { ANCHORS, type Anchor } from '../../src-shared/settings-limits.ts';

const WORK_AREA = { x: 0, y: 0, width: 1280, height: 800 };

const ALONE = { hasCard: false, marks: 0, direction: 'ltr' } as const;
const WITH_CARD = { ...ALONE, hasCard: true };

function arranged(anchor: Anchor, scalePercent = 100, form: Silhouette['form'] = 'pill') {
  const size = { scalePercent, cardWidthPx: 420, showCard: true };
  const room = { workArea: WORK_AREA, scaleFactor: 1 };
  return arrange(room, { anchor, offsetX: 0, offsetY: 0 }, size, 2, { form, widthPx: PILL_WIDTH });
}

const area = (cut: Shape) => cut.reduce((sum, { width, height }) => sum + width * height, 0);
const holds = (cut: Shape, x: number, y: number) =>
  cut.some((part) => x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height);
const isInside = (part: Rectangle, whole: Rectangle) =>
  part.x >= whole.x &&
  part.y >= whole.y &&
  part.x + part.width <= whole.x + whole.width &&
  part.y + part.height <= whole.y + whole.height;

describe('round corners as rows', () => {
  it('cover what a circle covers', () => {
    const circle = roundedRows({ x: 10, y: 20, width: 52, height: 52 }, 26);
    expect(area(circle) / (Math.PI * 26 ** 2)).toBeCloseTo(1, 1);
    expect(holds(circle, 10, 20)).toBe(false);
    expect(holds(circle, 36, 20)).toBe(true);
    expect(holds(circle, 10, 46)).toBe(true);
  });

  it('cover each point once, also when the radius is too large', () => {
    const cut = roundedRows({ x: 0, y: 0, width: 40, height: 11 }, 26);
    for (let y = 0; y < 11; y += 1) expect(cut.filter((row) => y >= row.y && y < row.y + row.height)).toHaveLength(1);
  });

  it('are symmetric', () => {
    const cut = roundedRows({ x: 0, y: 0, width: 100, height: 60 }, 20);
    for (const row of cut) {
      expect(row.x + row.x + row.width).toBe(100);
      expect(cut).toContainEqual({ ...row, y: 60 - row.y - row.height });
    }
  });
});

describe('without a compositor', () => {
  test.each(ANCHORS)('pill and card are left at "%s", inside the window', (anchor) => {
    for (const scalePercent of [75, 100, 200]) {
      const arrangement = arranged(anchor, scalePercent);
      const cut = bubbleShape(arrangement, WITH_CARD);
      expect(cut.every((part) => isInside(part, arrangement.bubble))).toBe(true);
      const { pill } = arrangement;
      expect(holds(cut, pill.x + pill.width / 2, pill.y + 1)).toBe(true);
      expect(holds(cut, pill.x, pill.y)).toBe(false);
      expect(area(cut)).toBeGreaterThan(3 * area(bubbleShape(arrangement, ALONE)));
    }
  });

  it('the card is below the pill at the top and above it at the bottom, flush where the pill is', () => {
    const top = arranged('top-left');
    const below = bubbleShape(top, WITH_CARD).filter(({ y }) => y >= top.pill.y + top.pill.height);
    expect(Math.min(...below.map(({ y }) => y))).toBe(top.pill.y + 62);
    expect(Math.min(...below.map(({ x }) => x))).toBe(top.pill.x);
    const bottom = arranged('bottom-right');
    const above = bubbleShape(bottom, WITH_CARD).filter(({ y }) => y < bottom.pill.y);
    expect(Math.max(...above.map(({ y, height }) => y + height))).toBe(bottom.pill.y - 10);
    expect(Math.max(...above.map(({ x, width }) => x + width))).toBe(bottom.pill.x + bottom.pill.width);
  });

  it.each([75, 100, 150, 200])('the lone orb is round, except where its marks are, at %i %%', (scalePercent) => {
    const { pill, ...rest } = arranged('top', scalePercent, 'orb');
    const { x, y, width } = pill;
    // A pixel into the corner, where a disc of a mark reaches, and a circle of the orb does not.
    const into = Math.round((4 * scalePercent) / 100);
    const far = width - 1 - into;
    const corners = (marks: number, direction: 'ltr' | 'rtl') => {
      const cut = bubbleShape({ pill, ...rest }, { ...ALONE, marks, direction });
      return [
        [holds(cut, x + into, y + into), holds(cut, x + far, y + into)],
        [holds(cut, x + into, y + far), holds(cut, x + far, y + far)],
      ];
    };
    const none = [false, false];
    expect(corners(0, 'ltr')).toEqual([none, none]);
    expect(corners(1, 'ltr')).toEqual([none, [false, true]]);
    expect(corners(2, 'ltr')).toEqual([
      [false, true],
      [false, true],
    ]);
    expect(corners(1, 'rtl')).toEqual([none, [true, false]]);
    const alone = bubbleShape({ pill, ...rest }, ALONE);
    expect(area(alone) / (Math.PI * (width / 2) ** 2)).toBeCloseTo(1, 1);
  });

  it('the controls keep to the pill’s round end', () => {
    const arrangement = arranged('top');
    const { controls } = arrangement;
    const cut = controlsShape(arrangement);
    expect(cut.every((part) => isInside(part, controls))).toBe(true);
    expect(holds(cut, controls.x, controls.y)).toBe(true);
    expect(holds(cut, controls.x + controls.width - 1, controls.y)).toBe(false);
    expect(holds(cut, controls.x + controls.width - 1, controls.y + controls.height / 2)).toBe(true);
  });
});
