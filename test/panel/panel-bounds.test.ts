import { describe, expect, it } from 'vitest';
import { type PanelContent, panelHeight, placePanel } from '../../src-main/panel/panel-bounds.ts';
import { arrange, type Rectangle } from '../../src-main/windows/placement.ts';
import type { CommandStates } from '../../src-shared/commands.ts';
import { CARD_GAP, PILL_WIDTH } from '../../src-shared/geometry.ts';
import { ANCHORS, type Anchor } from '../../src-shared/settings-limits.ts';
import { EVERY_COMMAND, offering } from '../assistant.ts';

/** Everything that a client can offer, without and with answers, and these alone. */
const OFFERED: PanelContent = { commands: EVERY_COMMAND, answers: null };
const FULL: PanelContent = { commands: EVERY_COMMAND, answers: 10 };
const ANSWERS: PanelContent = { commands: null, answers: 10 };

const WORK_AREA = { x: 0, y: 28, width: 1280, height: 772 };
const at = (anchor: Anchor, scalePercent = 100, offsetY = 0) =>
  arrange(
    { workArea: WORK_AREA, scaleFactor: 1 },
    { anchor, offsetX: 0, offsetY },
    { scalePercent, cardWidthPx: 420, showCard: true },
    3,
  );
const bottom = ({ y, height }: Rectangle) => y + height;

describe('the panel', () => {
  it.each(ANCHORS)('by a bubble at %s is as wide as the pill, flush with it, and wholly on the display', (anchor) => {
    const all = [OFFERED, FULL, ANSWERS].flatMap((content) =>
      [75, 100, 150, 200].map((scalePercent) => [content, scalePercent] as const),
    );
    for (const [content, scalePercent] of all) {
      const arrangement = at(anchor, scalePercent);
      const { panel, window } = placePanel(WORK_AREA, arrangement, content);
      expect([panel.x, panel.width]).toEqual([arrangement.pill.x, arrangement.pill.width]);
      expect(panel.y).toBeGreaterThanOrEqual(WORK_AREA.y);
      expect(bottom(panel)).toBeLessThanOrEqual(bottom(WORK_AREA));
      expect(window.y).toBeGreaterThanOrEqual(WORK_AREA.y);
      expect(bottom(window)).toBeLessThanOrEqual(bottom(WORK_AREA));
      expect(Object.values(window).every(Number.isInteger)).toBe(true);
    }
  });

  it.each(ANCHORS)('by a bubble at %s covers nothing of the pill, nor does its window', (anchor) => {
    const arrangement = at(anchor);
    for (const content of [OFFERED, FULL, ANSWERS]) {
      const { panel, window, side } = placePanel(WORK_AREA, arrangement, content);
      if (side === 'below') {
        expect(window.y).toBe(bottom(arrangement.pill));
        expect(panel.y).toBe(bottom(arrangement.pill) + CARD_GAP);
      } else {
        expect(bottom(window)).toBe(arrangement.pill.y);
        expect(bottom(panel)).toBe(arrangement.pill.y - CARD_GAP);
      }
    }
  });

  it('is below, or above where the card is above', () => {
    expect(placePanel(WORK_AREA, at('top'), OFFERED).side).toBe('below');
    expect(placePanel(WORK_AREA, at('bottom'), OFFERED).side).toBe('above');
  });

  it('is on the other side when there is no room for it', () => {
    const low = { x: 0, y: 0, width: 1280, height: 300 };
    const arrangement = arrange(
      { workArea: low, scaleFactor: 1 },
      { anchor: 'top', offsetX: 0, offsetY: 130 },
      { scalePercent: 100, cardWidthPx: PILL_WIDTH, showCard: false },
      3,
    );
    expect(arrangement.layout.cardSide).toBe('below');
    expect(placePanel(low, arrangement, OFFERED).side).toBe('above');
  });

  it('is as high as what the client offers', () => {
    const heightFor = (commands: CommandStates) => panelHeight({ commands, answers: null });
    expect(heightFor(offering('send_text', 'start_listening').commands)).toBe(
      heightFor(offering('set_muted').commands),
    );
    expect(heightFor(EVERY_COMMAND)).toBeGreaterThan(heightFor(offering('send_text').commands));
  });

  it('has room for the answers, and for saying that there are none', () => {
    const heights = [null, 0, 1, 10].map((answers) => panelHeight({ commands: EVERY_COMMAND, answers }));
    expect(heights).toEqual([...heights].sort((one, other) => one - other));
    expect(new Set(heights).size).toBe(3);
  });

  it('is lower where there is not room for all of it on either side', () => {
    const arrangement = at('left', 200);
    const { panel } = placePanel(WORK_AREA, arrangement, FULL);
    expect(panel.height).toBeLessThan(panelHeight(FULL) * 2);
    expect(panel.height).toBeGreaterThanOrEqual(panelHeight(OFFERED) * 2);
  });
});
