import type { CommandRequest, OverlayState } from '../../src-preload/contract.ts';
import { offersPanel } from '../../src-preload/offers.ts';
import { handlePanelMessages } from '../ipc/panel-messages.ts';
import { afterSending, afterState, NOTHING_TYPED } from '../overlay/typed-texts.ts';
import type { OverlayWindows } from './overlay-windows.ts';
import { placePanel } from './panel-bounds.ts';
import { createPanelWindow, type PanelWindow } from './panel-window.ts';

export interface PanelSetup {
  readonly nowMs: () => number;
  /** The bubbles, by one of which the panel stands. */
  readonly windows: Pick<OverlayWindows, 'spotOf'>;
  /** What is the case, as the panel shows it. */
  readonly state: () => OverlayState;
  /** The id of the client that this is said of. */
  readonly clientId: () => string;
  readonly log: (message: string) => void;
}

/** The panel, as the rest of the app sees it. */
export interface PanelDoors extends Pick<PanelWindow, 'close' | 'draw' | 'layoutOf'> {
  /** Opens it by the first bubble, if the client offers anything for it. */
  open(): void;
  /** Takes notice of a command that is about to be sent: of a text that was typed. */
  noteCommand(request: CommandRequest): void;
}

/** Makes the panel and keeps what was typed into it, in memory only. */
export function setupPanel({ nowMs, windows, state, clientId, log }: PanelSetup): PanelDoors {
  let typing = NOTHING_TYPED;
  let followedId = clientId();
  const panel = createPanelWindow({
    nowMs,
    place(pageId) {
      const { assistant } = state();
      const spot = windows.spotOf(pageId);
      if (spot === null || !offersPanel(assistant)) return null;
      const { arrangement, isSolid } = spot;
      const layout = { ...arrangement.layout, isSolid };
      return { at: placePanel(spot.workArea, arrangement, assistant), layout };
    },
    log,
  });
  handlePanelMessages(
    {
      onToggle: panel.toggle,
      onClose: panel.close,
      typed: () => typing.typed,
      onDraft(draft) {
        typing = { ...typing, typed: { ...typing.typed, draft } };
      },
    },
    log,
  );
  return {
    open: () => panel.open(null),
    close: panel.close,
    draw(next) {
      if (clientId() !== followedId) {
        followedId = clientId();
        // What is half typed was not meant for another assistant, nor does that one say what became of the last text.
        typing = { ...typing, delivery: null };
        panel.close();
      }
      typing = afterState(typing, next);
      panel.draw(next);
    },
    layoutOf: panel.layoutOf,
    noteCommand(request) {
      if (request.command === 'send_text') typing = afterSending(typing, request.args.text);
    },
  };
}
