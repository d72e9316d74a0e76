import type { Assistant } from '../../src-preload/contract.ts';
import {
  CARD_GAP,
  PANEL_NOTE_HEIGHT,
  PANEL_PADDING,
  PANEL_ROW_GAP,
  PANEL_ROW_HEIGHT,
  SHADOW_MARGIN,
} from '../../src-preload/geometry.ts';
import { offersTyping, offersVolume } from '../../src-preload/offers.ts';
import type { Arrangement, Rectangle } from './placement.ts';

/** Where the panel stands. */
export interface PanelPlace {
  /** The panel itself. */
  readonly panel: Rectangle;
  /** Its window, with room for the shadow, except over the pill, whose buttons it must not cover. */
  readonly window: Rectangle;
  /** On which side of the pill it is. */
  readonly side: 'above' | 'below';
}

/** How high the panel is at scale 1, for what a client offers. */
export function panelHeight(assistant: Assistant | null): number {
  const rows = Number(offersTyping(assistant)) + Number(offersVolume(assistant));
  return 2 * PANEL_PADDING + rows * (PANEL_ROW_HEIGHT + PANEL_ROW_GAP) + PANEL_NOTE_HEIGHT;
}

/** The panel by the pill: on the side of the card, or on the other when there is no room for it. Pure. */
export function placePanel(
  workArea: Rectangle,
  { pill, layout }: Arrangement,
  assistant: Assistant | null,
): PanelPlace {
  const gap = Math.round(CARD_GAP * layout.scale);
  const margin = Math.round(SHADOW_MARGIN * layout.scale);
  const height = Math.round(panelHeight(assistant) * layout.scale);
  const roomAbove = pill.y - gap - workArea.y;
  const roomBelow = workArea.y + workArea.height - (pill.y + pill.height + gap);
  const room = { above: roomAbove, below: roomBelow };
  const other = layout.cardSide === 'below' ? 'above' : 'below';
  const side = height <= room[layout.cardSide] || room[layout.cardSide] >= room[other] ? layout.cardSide : other;
  const y = side === 'below' ? pill.y + pill.height + gap : pill.y - gap - height;
  const panel = { x: pill.x, y, width: pill.width, height };
  return {
    panel,
    window: {
      x: panel.x - margin,
      y: side === 'below' ? panel.y - gap : panel.y - margin,
      width: panel.width + 2 * margin,
      height: height + gap + margin,
    },
    side,
  };
}
