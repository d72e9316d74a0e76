import { describe, expect, it } from 'vitest';
import { settingsBounds } from '../../src-main/settings/settings-bounds.ts';

const WORK_AREA = { x: -1920, y: 40, width: 1920, height: 1040 };
const USUAL = { scalePercent: 100, showCard: true };

describe('the settings’ window', () => {
  it('opens in the middle of the display, near the edge that is not the bubble’s', () => {
    const below = settingsBounds(WORK_AREA, 'top-right', USUAL);
    expect(below.x + below.width / 2).toBe(-960);
    expect(below.y + below.height).toBe(40 + 1040 - 32);
    expect(settingsBounds(WORK_AREA, 'bottom', USUAL)).toEqual({ ...below, y: 72 });
  });

  it('is no larger than what is free on a small display', () => {
    const small = { x: 0, y: 24, width: 700, height: 380 };
    expect(settingsBounds(small, 'top', USUAL)).toEqual(small);
  });

  it('is lower on a small display, so that the bubble is beside it and its title bar', () => {
    const area = { x: 0, y: 0, width: 1280, height: 800 };
    expect(settingsBounds(area, 'top', USUAL)).toMatchObject({ y: 246, height: 554 });
    expect(settingsBounds(area, 'bottom', USUAL)).toMatchObject({ y: 0, height: 554 });
  });

  it('leaves a large bubble more room, and one without answers less', () => {
    const area = { x: 0, y: 0, width: 1280, height: 800 };
    expect(settingsBounds(area, 'top', { ...USUAL, scalePercent: 150 })).toMatchObject({ y: 343, height: 457 });
    expect(settingsBounds(area, 'top', { ...USUAL, showCard: false }).y).toBeGreaterThanOrEqual(76 + 44);
    expect(settingsBounds(area, 'top', { ...USUAL, showCard: false }).height).toBe(660);
  });

  it('stays on the display when there is hardly room', () => {
    const { y, height } = settingsBounds({ x: 0, y: 0, width: 1280, height: 600 }, 'top', USUAL);
    expect(height).toBe(400);
    expect(y + height).toBeLessThanOrEqual(600);
  });
});
