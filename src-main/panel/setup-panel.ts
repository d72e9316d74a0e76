import { isDeepStrictEqual } from 'node:util';
import { type BrowserWindow, screen } from 'electron';
import { CHANNEL, type PageLayout } from '../../src-shared/bubble-contract.ts';
import type { CommandRequest, CommandStates } from '../../src-shared/commands.ts';
import { PANEL_RADIUS } from '../../src-shared/geometry.ts';
import { offersPanel } from '../../src-shared/offers.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { PANEL_CHANNEL, type PanelView } from '../../src-shared/panel-contract.ts';
import { writeState } from '../../src-shared/state-message.ts';
import { throttle } from '../../src-shared/throttle.ts';
import type { BubbleWindows } from '../bubble/bubble-windows.ts';
import { moveOnSway } from '../desktop/sway.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { KeptAnswers } from '../overlay/kept-answers.ts';
import { afterSending, afterState, NOTHING_TYPED } from '../overlay/typed-texts.ts';
import type { Clock } from '../runtime/clock.ts';
import { onGpuEnd } from '../runtime/gpu-crashes.ts';
import { openFloatingWindow } from '../windows/floating-window.ts';
import { createPageRecovery } from '../windows/page-recovery.ts';
import { roundedRows } from '../windows/window-shape.ts';
import { type PanelPlace, placePanel } from './panel-bounds.ts';

/** A growing answer must be readable, and ten long ones must not be redrawn too often. */
const VIEW_DELAY_MS = 100;

/** On some systems, a press on the panel's button first takes the focus from the panel, which closes it. */
const SAME_PRESS_MS = 300;

export interface PanelSetup {
  readonly clock: Clock;
  readonly ipc: Registrar;
  /** The bubbles, next to which the panel opens. */
  readonly windows: Pick<BubbleWindows, 'spotOf' | 'isSettled'>;
  /** Returns the current state. */
  readonly state: () => OverlayState;
  /** Returns the id of the client with this state. */
  readonly clientId: () => string;
  readonly answers: Pick<KeptAnswers, 'view' | 'copy'>;
  /** Called when it has been opened or closed. */
  readonly onToggled: () => void;
  readonly log: (message: string) => void;
}

/** Controls the panel, whose window exists only while it is open. */
export interface PanelController {
  /** Open the panel next to the first bubble, if the client offers anything for it. */
  open(): void;
  /** Open it with the last answers alone, whatever the client offers, if answers are kept. */
  openAnswers(): void;
  /** Close it. The focus returns to the window that had it before. */
  close(): void;
  /** Send the page a state, and resize the window for the client's offers. */
  draw(state: OverlayState): void;
  /** Draw the last answers again, in a moment. */
  drawAnswers(): void;
  isOpen(): boolean;
  /** Return whether the open panel shows the answer, so that the card must not. */
  hasAnswer(): boolean;
  /** Return the layout of its page; null for another page. @param pageId the id of its web contents. */
  layoutOf(pageId: number): PageLayout | null;
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
  let window: BrowserWindow | null = null;
  let layout: PageLayout | null = null;
  let bounds: PanelPlace['window'] | null = null;
  /** A page of the bubble next to the panel; null: the first bubble. */
  let byPage: number | null = null;
  let blurredAtMs = Number.NEGATIVE_INFINITY;

  const view = (): PanelView => ({ ...answers.view(), onlyAnswers });

  /** The bubble's page runs in the same process, and may be the one that crashed: the panel opens again. */
  const recovery = createPageRecovery({
    page: 'panel',
    clock,
    log,
    isCurrent: (ended) => ended === window,
    onEnd(ended) {
      window = null;
      ended.destroy();
      onToggled();
    },
    onRestart: () => open(byPage),
    onGpuEnd,
  });

  const close = () => {
    recovery.stop();
    const closing = window;
    if (closing === null) return;
    window = null;
    closing.destroy();
    onToggled();
  };

  /** Return the place of the panel and the layout of its page; null without contents or a display. */
  const placement = () => {
    const spot = windows.spotOf(byPage);
    const { isKept, answers: kept } = answers.view();
    if (spot === null || !(onlyAnswers ? isKept : offersPanel(offered))) return null;
    const { arrangement, isOpaque } = spot;
    const content = { commands: onlyAnswers ? null : offered, answers: isKept ? kept.length : null };
    const at = placePanel(spot.workArea, arrangement, content);
    return { at, layout: { ...arrangement.layout, isOpaque, cardSide: at.side } };
  };

  const moveTo = (placed: BrowserWindow, { at, layout: next }: NonNullable<ReturnType<typeof placement>>) => {
    if (!isDeepStrictEqual(next, layout)) placed.webContents.send(CHANNEL.layout, next);
    layout = next;
    if (isDeepStrictEqual(at.window, bounds)) return;
    bounds = at.window;
    placed.setBounds(bounds);
    if (placed.isVisible()) insist(placed);
    if (!next.isOpaque) return;
    const rows = roundedRows(at.panel, PANEL_RADIUS * next.scale);
    placed.setShape(rows.map((row) => ({ ...row, x: row.x - at.window.x, y: row.y - at.window.y })));
  };

  /** Put a shown panel at its place where setting its bounds does not do so. */
  const insist = (placed: BrowserWindow) => {
    if (process.platform !== 'linux' || bounds === null) return;
    const { scaleFactor } = screen.getDisplayMatching(bounds);
    const at = { x: Math.round(bounds.x * scaleFactor), y: Math.round(bounds.y * scaleFactor) };
    void moveOnSway(process.env, placed.getNativeWindowHandle().readUInt32LE(0), at);
  };

  /** Open the panel and focus it. */
  const open = (pageId: number | null) => {
    if (window !== null) {
      window.focus();
      return;
    }
    byPage = pageId;
    const place = placement();
    if (place === null) return;
    const opened = openFloatingWindow('panel', 'panel-preload.cjs');
    bounds = null;
    moveTo(opened, place);
    window = opened;
    onToggled();
    recovery.watch(opened);
    opened.once('ready-to-show', () => {
      opened.show();
      opened.focus();
    });
    // sway knows the window from then on.
    opened.once('focus', () => insist(opened));
    opened.on('blur', () => {
      if (window !== opened) return;
      blurredAtMs = clock.nowMs();
      close();
    });
    opened.on('closed', () => {
      if (window !== opened) return;
      window = null;
      onToggled();
    });
  };

  /** Send the page a message, and resize the window for its contents. */
  const update = (channel: string, message: () => unknown) => {
    if (window === null) return;
    const place = placement();
    if (place === null) return close();
    moveTo(window, place);
    window.webContents.send(channel, message());
  };

  const prepare = (forAnswers: boolean) => {
    onlyAnswers = forAnswers;
    offered = state().commands;
  };
  const openAgain = (forAnswers: boolean) => {
    if (onlyAnswers !== forAnswers) close();
    prepare(forAnswers);
    open(null);
  };

  ipc.on(PANEL_CHANNEL.toggle, ({ pageId }) => {
    if (!windows.isSettled()) return;
    prepare(false);
    if (window !== null) close();
    else if (clock.nowMs() - blurredAtMs >= SAME_PRESS_MS) open(pageId);
  });
  ipc.on(PANEL_CHANNEL.close, close);
  ipc.on(PANEL_CHANNEL.draft, (_, draft) => {
    typing = { ...typing, typed: { ...typing.typed, draft } };
  });
  ipc.on(PANEL_CHANNEL.ready, ({ reply }) => reply(PANEL_CHANNEL.view, view()));
  ipc.handle(PANEL_CHANNEL.typed, () => typing.typed);
  ipc.handle(PANEL_CHANNEL.copyAnswer, answers.copy);

  return {
    open() {
      if (offersPanel(state().commands)) openAgain(false);
    },
    openAnswers: () => openAgain(true),
    close,
    draw(next) {
      if (clientId() !== followedId) {
        followedId = clientId();
        // The draft was not meant for another assistant, which does not know the fate of the last text either.
        typing = { ...typing, delivery: null };
        // The list of answers is that of all clients.
        if (!onlyAnswers) close();
      }
      typing = afterState(typing, next);
      if (next.assistant !== null) offered = next.commands;
      update(CHANNEL.state, () => writeState(next));
    },
    drawAnswers: throttle(clock, VIEW_DELAY_MS, () => update(PANEL_CHANNEL.view, view)),
    isOpen: () => window !== null,
    hasAnswer: () => window !== null && answers.view().isKept,
    layoutOf: (pageId) => (window?.webContents.id === pageId ? layout : null),
    noteCommand(request) {
      if (request.command === 'send_text') typing = afterSending(typing, request.args.text);
    },
  };
}
