import type { CommandRequest, CommandStates } from '../../src-shared/commands.ts';
import { offersPanel } from '../../src-shared/offers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { PANEL_CHANNEL, type PanelView } from '../../src-shared/panel-contract.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { OverlayWindows } from '../bubble/bubble-windows.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { KeptAnswers } from '../overlay/kept-answers.ts';
import { afterSending, afterState, NOTHING_TYPED } from '../overlay/typed-texts.ts';
import type { Clock } from '../runtime/clock.ts';
import { placePanel } from './panel-bounds.ts';
import { createPanelWindow, type PanelWindow } from './panel-window.ts';

/** From an answer's growing to the panel's showing it: often enough to be read, and seldom enough for ten long answers. */
const VIEW_DELAY_MS = 100;

export interface PanelSetup {
  readonly clock: Clock;
  readonly ipc: Registrar;
  /** The bubbles, by one of which the panel stands. */
  readonly windows: Pick<OverlayWindows, 'spotOf'>;
  /** What is the case, as the panel shows it. */
  readonly state: () => OverlayState;
  /** The id of the client that this is said of. */
  readonly clientId: () => string;
  readonly answers: Pick<KeptAnswers, 'view' | 'copy'>;
  /** Called when what `hasAnswer()` says has changed. */
  readonly onToggled: () => void;
  readonly log: (message: string) => void;
}

/** The panel, as the rest of the app sees it. */
export interface PanelController extends Pick<PanelWindow, 'close' | 'draw' | 'layoutOf'> {
  /** Opens it by the first bubble, if the client offers anything for it. */
  open(): void;
  /** Opens it by the first bubble with the last answers alone, for every client; not while none are kept. */
  openAnswers(): void;
  /** Whether it is open, and so has the answer that the card would show in its place. */
  hasAnswer(): boolean;
  /** Draws the last answers as they are now, in a moment. */
  drawAnswers(): void;
  /** Takes notice of a command that is about to be sent: of a text that was typed. */
  noteCommand(request: CommandRequest): void;
}

/** Makes the panel and keeps what was typed into it, in memory only. */
export function setupPanel(setup: PanelSetup): PanelController {
  const { clock, ipc, windows, state, clientId, answers, onToggled, log } = setup;
  let typing = NOTHING_TYPED;
  let followedId = clientId();
  let onlyAnswers = false;
  /** A client that is gone keeps the rows of its commands, and so the panel its height. */
  let offered: CommandStates = state().commands;

  const view = (): PanelView => ({ ...answers.view(), onlyAnswers });
  const panel = createPanelWindow({
    nowMs: clock.nowMs,
    place(pageId) {
      const spot = windows.spotOf(pageId);
      const { isKept, answers: kept } = answers.view();
      if (spot === null || !(onlyAnswers ? isKept : offersPanel(offered))) return null;
      const { arrangement, isOpaque } = spot;
      const content = { commands: onlyAnswers ? null : offered, answers: isKept ? kept.length : null };
      return { at: placePanel(spot.workArea, arrangement, content), layout: { ...arrangement.layout, isOpaque } };
    },
    onToggled,
    log,
  });
  const drawAnswers = throttle(clock, VIEW_DELAY_MS, () => panel.tell(view()));

  const prepare = (forAnswers: boolean) => {
    onlyAnswers = forAnswers;
    offered = state().commands;
  };
  const open = (forAnswers: boolean) => {
    if (onlyAnswers !== forAnswers) panel.close();
    prepare(forAnswers);
    panel.open(null);
  };

  ipc.on(PANEL_CHANNEL.toggle, ({ pageId }) => {
    prepare(false);
    panel.toggle(pageId);
  });
  ipc.on(PANEL_CHANNEL.close, () => panel.close());
  ipc.on(PANEL_CHANNEL.draft, (_, draft) => {
    typing = { ...typing, typed: { ...typing.typed, draft } };
  });
  ipc.on(PANEL_CHANNEL.ready, ({ reply }) => reply(PANEL_CHANNEL.view, view()));
  ipc.handle(PANEL_CHANNEL.typed, () => typing.typed);
  ipc.handle(PANEL_CHANNEL.copyAnswer, answers.copy);

  return {
    open() {
      if (offersPanel(state().commands)) open(false);
    },
    openAnswers: () => open(true),
    close: panel.close,
    draw(next) {
      if (clientId() !== followedId) {
        followedId = clientId();
        // What is half typed was not meant for another assistant, nor does that one say what became of the last text.
        typing = { ...typing, delivery: null };
        // Whoever reads the answers of all of them reads on.
        if (!onlyAnswers) panel.close();
      }
      typing = afterState(typing, next);
      if (next.assistant !== null) offered = next.commands;
      panel.draw(next);
    },
    hasAnswer: () => panel.isOpen() && answers.view().isKept,
    drawAnswers,
    layoutOf: panel.layoutOf,
    noteCommand(request) {
      if (request.command === 'send_text') typing = afterSending(typing, request.args.text);
    },
  };
}
