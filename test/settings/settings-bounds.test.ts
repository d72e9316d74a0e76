import { describe, expect, it } from 'vitest';
import { FIRST_RUN_SIZE, SETTINGS_SIZE, settingsBounds } from '../../src-main/settings/settings-bounds.ts';

const WORK_AREA = { x: -1920, y: 40, width: 1920, height: 1040 };
const USUAL = { scalePercent: 100, showCard: true };

describe('the settings’ window', () => {
  it('opens in the middle of the display, near the edge that is not the bubble’s', () => {
    const below = settingsBounds(WORK_AREA, SETTINGS_SIZE, 'top-right', USUAL);
    expect(below.x + below.width / 2).toBe(-960);
    expect(below.y + below.height).toBe(40 + 1040 - 32);
    expect(settingsBounds(WORK_AREA, SETTINGS_SIZE, 'bottom', USUAL)).toEqual({ ...below, y: 72 });
  });

  it('is no larger than what is free on a small display', () => {
    const small = { x: 0, y: 24, width: 700, height: 380 };
    expect(settingsBounds(small, SETTINGS_SIZE, 'top', USUAL)).toEqual(small);
  });

  it('is lower on a small display, so that the bubble is beside it and its title bar', () => {
    const area = { x: 0, y: 0, width: 1280, height: 800 };
    expect(settingsBounds(area, SETTINGS_SIZE, 'top', USUAL)).toMatchObject({ y: 246, height: 554 });
    expect(settingsBounds(area, SETTINGS_SIZE, 'bottom', USUAL)).toMatchObject({ y: 0, height: 554 });
  });

  it('leaves a large bubble more room, and one without answers less', () => {
    const area = { x: 0, y: 0, width: 1280, height: 800 };
    expect(settingsBounds(area, SETTINGS_SIZE, 'top', { ...USUAL, scalePercent: 150 })).toMatchObject({
      y: 343,
      height: 457,
    });
    expect(settingsBounds(area, SETTINGS_SIZE, 'top', { ...USUAL, showCard: false }).y).toBeGreaterThanOrEqual(76 + 44);
    expect(settingsBounds(area, SETTINGS_SIZE, 'top', { ...USUAL, showCard: false }).height).toBe(660);
  });

  it('is smaller at the first run, and near the same edge', () => {
    const below = settingsBounds(WORK_AREA, FIRST_RUN_SIZE, 'top', USUAL);
    expect(below).toMatchObject(FIRST_RUN_SIZE);
    expect(below.x + below.width / 2).toBe(-960);
    expect(below.y + below.height).toBe(40 + 1040 - 32);
  });

  it('stays on the display when there is hardly room', () => {
    const { y, height } = settingsBounds({ x: 0, y: 0, width: 1280, height: 600 }, SETTINGS_SIZE, 'top', USUAL);
    expect(height).toBe(400);
    expect(y + height).toBeLessThanOrEqual(600);
  });
});
