import { describe, expect, it } from 'vitest';
import { DRAG_THRESHOLD, dragged, droppedAt, pressed } from '../../src-main/bubble/drag.ts';
import type { Display } from '../../src-main/windows/display-choice.ts';
import { arrange, type Size } from '../../src-main/windows/placement.ts';
import { PILL_WIDTH, SHADOW_MARGIN } from '../../src-shared/geometry.ts';

const SIZE: Size = { scalePercent: 100, cardWidthPx: 420, showCard: true };
const ONE: Display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1280, height: 800 },
  workArea: { x: 0, y: 30, width: 1280, height: 770 },
  scaleFactor: 1,
};
const TWO: Display = {
  id: 2,
  bounds: { x: 1280, y: 0, width: 1920, height: 1080 },
  workArea: { x: 1280, y: 0, width: 1920, height: 1080 },
  scaleFactor: 1,
};
const standing = arrange(ONE, { anchor: 'top', offsetX: 0, offsetY: 0 }, SIZE, 1);
const { pill } = standing;
const press = () => pressed(ONE, standing, { x: 700, y: 80 });

describe('a press on the handle', () => {
  it('that moves no further than a hand trembles does nothing', () => {
    const drag = dragged(press(), { x: 700 + DRAG_THRESHOLD - 1, y: 80 }, ONE, SIZE);
    expect(drag.by).toBeNull();
    expect(droppedAt(drag)).toBeNull();
  });

  it('that moves carries the pill along, and back to where it was', () => {
    const away = dragged(press(), { x: 650, y: 280 }, ONE, SIZE);
    expect(droppedAt(away)).toEqual({ x: pill.x - 50, y: pill.y + 200 });
    const back = dragged(away, { x: 700, y: 80 }, ONE, SIZE);
    expect(droppedAt(back)).toEqual({ x: pill.x, y: pill.y });
  });
});

describe('a dragged pill', () => {
  it('stops at the edge of the work area', () => {
    const drag = dragged(press(), { x: 1270, y: -500 }, ONE, SIZE);
    expect(droppedAt(drag)).toEqual({ x: 1280 - SHADOW_MARGIN - PILL_WIDTH, y: 30 + SHADOW_MARGIN });
  });

  it('goes over to another display with the pointer, as a whole', () => {
    const drag = dragged(press(), { x: 1285, y: 80 }, TWO, SIZE);
    expect(drag.over).toBe(TWO);
    expect(droppedAt(drag)?.x).toBe(1280 + SHADOW_MARGIN);
  });
});
