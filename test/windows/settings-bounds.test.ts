import { describe, expect, it } from 'vitest';
import { settingsBounds } from '../../src-main/windows/settings-bounds.ts';

const WORK_AREA = { x: -1920, y: 40, width: 1920, height: 1040 };

describe('the settings’ window', () => {
  it('opens in the middle of the display, near the edge that is not the bubble’s', () => {
    const below = settingsBounds(WORK_AREA, 'top-right');
    expect(below.x + below.width / 2).toBe(-960);
    expect(below.y + below.height).toBe(40 + 1040 - 32);
    expect(settingsBounds(WORK_AREA, 'bottom')).toEqual({ ...below, y: 72 });
  });

  it('is no larger than what is free on a small display', () => {
    const small = { x: 0, y: 24, width: 700, height: 500 };
    expect(settingsBounds(small, 'top')).toEqual(small);
  });

  it('is lower on a small display, so that the bubble is beside it', () => {
    expect(settingsBounds({ x: 0, y: 0, width: 1366, height: 768 }, 'top')).toMatchObject({ y: 216, height: 552 });
  });

  it('stays on the display when there is hardly room', () => {
    const { y, height } = settingsBounds({ x: 0, y: 0, width: 1280, height: 680 }, 'top');
    expect(y).toBe(160);
    expect(y + height).toBeLessThanOrEqual(680);
  });
});
