import { describe, expect, it } from 'vitest';
import { panelHeight, placePanel } from '../../src-main/windows/panel-bounds.ts';
import { arrange, type Rectangle } from '../../src-main/windows/placement.ts';
import { CARD_GAP, PILL_WIDTH } from '../../src-preload/geometry.ts';
import { ANCHORS, type Anchor } from '../../src-preload/settings.ts';
import { ASSISTANT, offering } from '../assistant.ts';

const WORK_AREA = { x: 0, y: 28, width: 1280, height: 772 };
const at = (anchor: Anchor, scalePercent = 100, offsetY = 0) =>
  arrange(WORK_AREA, { anchor, offsetX: 0, offsetY }, { scalePercent, cardWidthPx: 420, showCard: true }, 3);
const bottom = ({ y, height }: Rectangle) => y + height;

describe('the panel', () => {
  it.each(ANCHORS)('by a bubble at %s is as wide as the pill, flush with it, and wholly on the display', (anchor) => {
    for (const scalePercent of [75, 100, 150, 200]) {
      const arrangement = at(anchor, scalePercent);
      const { panel, window } = placePanel(WORK_AREA, arrangement, ASSISTANT);
      expect([panel.x, panel.width]).toEqual([arrangement.pill.x, arrangement.pill.width]);
      expect(panel.y).toBeGreaterThanOrEqual(WORK_AREA.y);
      expect(bottom(panel)).toBeLessThanOrEqual(bottom(WORK_AREA));
      expect(Object.values(window).every(Number.isInteger)).toBe(true);
    }
  });

  it.each(ANCHORS)('by a bubble at %s covers nothing of the pill, nor does its window', (anchor) => {
    const arrangement = at(anchor);
    const { panel, window, side } = placePanel(WORK_AREA, arrangement, ASSISTANT);
    if (side === 'below') {
      expect(window.y).toBe(bottom(arrangement.pill));
      expect(panel.y).toBe(bottom(arrangement.pill) + CARD_GAP);
    } else {
      expect(bottom(window)).toBe(arrangement.pill.y);
      expect(bottom(panel)).toBe(arrangement.pill.y - CARD_GAP);
    }
  });

  it('is below, or above where the card is above', () => {
    expect(placePanel(WORK_AREA, at('top'), ASSISTANT).side).toBe('below');
    expect(placePanel(WORK_AREA, at('bottom'), ASSISTANT).side).toBe('above');
  });

  it('is on the other side when there is no room for it', () => {
    const low = { x: 0, y: 0, width: 1280, height: 300 };
    const arrangement = arrange(
      low,
      { anchor: 'top', offsetX: 0, offsetY: 130 },
      { scalePercent: 100, cardWidthPx: PILL_WIDTH, showCard: false },
      3,
    );
    expect(arrangement.layout.cardSide).toBe('below');
    expect(placePanel(low, arrangement, ASSISTANT).side).toBe('above');
  });

  it('is as high as what the client offers', () => {
    expect(panelHeight(offering('send_text', 'start_listening'))).toBe(panelHeight(offering('set_muted')));
    expect(panelHeight(ASSISTANT)).toBeGreaterThan(panelHeight(offering('send_text')));
  });
});
