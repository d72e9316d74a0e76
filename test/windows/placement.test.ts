import { describe, expect, it } from 'vitest';
import { bubbleBounds, controlsBounds } from '../../src-main/windows/placement.ts';
import { BUTTON_SLOT, PILL_END_PADDING, PILL_HEIGHT, PILL_WIDTH, SHADOW_MARGIN } from '../../src-preload/geometry.ts';

describe('the bubble', () => {
  it('stands at the top centre of the work area, and within it', () => {
    const bounds = bubbleBounds({ x: -1920, y: 28, width: 1920, height: 1052 });
    expect(bounds.x + bounds.width / 2).toBe(-960);
    expect(bounds.y).toBe(28);
  });
});

describe('the controls', () => {
  const bubble = bubbleBounds({ x: 0, y: 0, width: 1280, height: 800 });
  const pillRight = 640 + PILL_WIDTH / 2;

  it.each([1, 2])('are as large as their %i buttons, at the end of the pill', (buttons) => {
    expect(controlsBounds(bubble, buttons)).toEqual({
      x: pillRight - PILL_END_PADDING - buttons * BUTTON_SLOT,
      y: SHADOW_MARGIN,
      width: buttons * BUTTON_SLOT,
      height: PILL_HEIGHT,
    });
  });

  it('keep the first button where it is when the second comes', () => {
    const right = (buttons: number) => controlsBounds(bubble, buttons).x + controlsBounds(bubble, buttons).width;
    expect(right(2)).toBe(right(1));
  });
});
