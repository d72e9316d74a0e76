import type { CommandStates } from '../../src-shared/commands.ts';
import {
  CARD_GAP,
  PANEL_ANSWERS_HEIGHT,
  PANEL_NO_ANSWERS_HEIGHT,
  PANEL_NOTE_HEIGHT,
  PANEL_PADDING,
  PANEL_ROW_GAP,
  PANEL_ROW_HEIGHT,
  SHADOW_MARGIN,
} from '../../src-shared/geometry.ts';
import { offersVolume } from '../../src-shared/offers.ts';
import type { Arrangement, Rectangle } from '../windows/placement.ts';

/** What is in the panel. */
export interface PanelContent {
  /** The offered commands; null: none has a place in it. */
  readonly commands: CommandStates | null;
  /** How many of the last answers are there; null: they have no place in it. */
  readonly answers: number | null;
}

/** Where the panel stands. */
export interface PanelPlace {
  /** The panel itself, at the most: with short answers it ends before, on the side away from the pill. */
  readonly panel: Rectangle;
  /** Its window, with room for the shadow, except over the pill, whose buttons it must not cover. */
  readonly window: Rectangle;
  /** On which side of the pill it is. */
  readonly side: 'above' | 'below';
}

/** How high the panel gets at scale 1. */
export function panelHeight({ commands, answers }: PanelContent): number {
  const rows = commands === null ? 0 : Number(commands.send_text !== null) + Number(offersVolume(commands));
  const list = answers === 0 ? PANEL_NO_ANSWERS_HEIGHT : PANEL_ANSWERS_HEIGHT;
  return (
    2 * PANEL_PADDING +
    rows * (PANEL_ROW_HEIGHT + PANEL_ROW_GAP) +
    (answers === null ? 0 : list + PANEL_ROW_GAP) +
    PANEL_NOTE_HEIGHT
  );
}

/**
 * The panel by the pill: on the side of the card, or on the other when there is more room for it; where there is too
 * little on both sides it is lower, and scrolls. Pure.
 */
export function placePanel(workArea: Rectangle, { pill, layout }: Arrangement, content: PanelContent): PanelPlace {
  const gap = Math.round(CARD_GAP * layout.scale);
  const margin = Math.round(SHADOW_MARGIN * layout.scale);
  const wanted = Math.round(panelHeight(content) * layout.scale);
  const roomAbove = pill.y - gap - workArea.y;
  const roomBelow = workArea.y + workArea.height - (pill.y + pill.height + gap);
  const room = { above: roomAbove, below: roomBelow };
  const other = layout.cardSide === 'below' ? 'above' : 'below';
  const side = wanted <= room[layout.cardSide] || room[layout.cardSide] >= room[other] ? layout.cardSide : other;
  const height = Math.min(wanted, room[side]);
  const y = side === 'below' ? pill.y + pill.height + gap : pill.y - gap - height;
  const panel = { x: pill.x, y, width: pill.width, height };
  // Outside of the work area, a window manager may move it: there the shadow is cut.
  const top = side === 'below' ? panel.y - gap : Math.max(panel.y - margin, workArea.y);
  const end =
    side === 'below' ? Math.min(panel.y + height + margin, workArea.y + workArea.height) : panel.y + height + gap;
  return {
    panel,
    window: { x: panel.x - margin, y: top, width: panel.width + 2 * margin, height: end - top },
    side,
  };
}
