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

/** The contents of the panel, as far as they take space. */
export interface PanelContent {
  /** The offered commands; null: none has a place in it. */
  readonly commands: CommandStates | null;
  /** The number of last answers; null when the panel has no list of them. */
  readonly answers: number | null;
}

/** The place of the panel. */
export interface PanelPlace {
  /** The panel at its largest. With short answers it ends earlier, on the side away from the slot. */
  readonly panel: Rectangle;
  /** Its window, with the shadow, except over the pill, whose buttons must not be covered. */
  readonly window: Rectangle;
  /** The panel's side of the slot. */
  readonly side: 'above' | 'below';
}

/** Return the panel's height at scale 1. */
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
 * Place the panel on the card's side of the pill, or on the other side if only that has more room. Where both sides have too
 * little, it is lower, and scrolls. Pure.
 */
export function placePanel(workArea: Rectangle, { slot, layout }: Arrangement, content: PanelContent): PanelPlace {
  const gap = Math.round(CARD_GAP * layout.scale);
  const margin = Math.round(SHADOW_MARGIN * layout.scale);
  const wanted = Math.round(panelHeight(content) * layout.scale);
  const roomAbove = slot.y - gap - workArea.y;
  const roomBelow = workArea.y + workArea.height - (slot.y + slot.height + gap);
  const room = { above: roomAbove, below: roomBelow };
  const other = layout.cardSide === 'below' ? 'above' : 'below';
  const side = wanted <= room[layout.cardSide] || room[layout.cardSide] >= room[other] ? layout.cardSide : other;
  const height = Math.min(wanted, room[side]);
  const y = side === 'below' ? slot.y + slot.height + gap : slot.y - gap - height;
  const panel = { x: slot.x, y, width: slot.width, height };
  // Window managers may move a window that exceeds the work area, so the shadow is cut there.
  const top = side === 'below' ? panel.y - gap : Math.max(panel.y - margin, workArea.y);
  const end =
    side === 'below' ? Math.min(panel.y + height + margin, workArea.y + workArea.height) : panel.y + height + gap;
  return {
    panel,
    window: { x: panel.x - margin, y: top, width: panel.width + 2 * margin, height: end - top },
    side,
  };
}
