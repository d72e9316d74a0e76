import type { CommandRequest, CommandStates } from '../../src-shared/commands.ts';
import { offersPanel } from '../../src-shared/offers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { PANEL_CHANNEL, type PanelView } from '../../src-shared/panel-contract.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { BubbleWindows } from '../bubble/bubble-windows.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { KeptAnswers } from '../overlay/kept-answers.ts';
import { afterSending, afterState, NOTHING_TYPED } from '../overlay/typed-texts.ts';
import type { Clock } from '../runtime/clock.ts';
import { placePanel } from './panel-bounds.ts';
import { createPanelWindow, type PanelWindow } from './panel-window.ts';

/** A growing answer must be readable, and ten long ones must not be redrawn too often. */
const VIEW_DELAY_MS = 100;

export interface PanelSetup {
  readonly clock: Clock;
  readonly ipc: Registrar;
  /** The bubbles, next to which the panel opens. */
  readonly windows: Pick<BubbleWindows, 'spotOf'>;
  /** Returns the current state. */
  readonly state: () => OverlayState;
  /** Returns the id of the client with this state. */
  readonly clientId: () => string;
  readonly answers: Pick<KeptAnswers, 'view' | 'copy'>;
  /** Called when `hasAnswer()` has changed. */
  readonly onToggled: () => void;
  readonly log: (message: string) => void;
}

/** Controls the panel. */
export interface PanelController extends Pick<PanelWindow, 'close' | 'draw' | 'layoutOf'> {
  /** Open the panel next to the first bubble, if the client offers anything for it. */
  open(): void;
  /** Open it with the last answers alone, whatever the client offers, if answers are kept. */
  openAnswers(): void;
  /** Return whether the open panel shows the answer, so that the card must not. */
  hasAnswer(): boolean;
  /** Draw the last answers again, in a moment. */
  drawAnswers(): void;
  /** Call with every command before it is sent, to keep track of a typed text. */
  noteCommand(request: CommandRequest): void;
}

/** Create the panel, and keep the text typed into it, in memory only. */
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
  const drawAnswers = throttle(clock, VIEW_DELAY_MS, () => panel.drawView(view()));

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
        // The draft was not meant for another assistant, which does not know the fate of the last text either.
        typing = { ...typing, delivery: null };
        // The list of answers is that of all clients.
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
