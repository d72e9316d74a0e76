import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { writeState } from '../../src-shared/state-message.ts';
import type { Registrar } from '../ipc/registrar.ts';
import type { ViewContext } from '../overlay/model.ts';
import { previewOf } from '../overlay/preview.ts';
import { withoutCard } from '../overlay/without-card.ts';
import { type PanelController, type PanelSetup, setupPanel } from '../panel/setup-panel.ts';
import type { Clock } from '../runtime/clock.ts';
import { createCompositing } from '../windows/compositing.ts';
import { createCrashLoops, type LoopingPage } from '../windows/crash-loops.ts';
import { systemDisplays } from '../windows/displays.ts';
import { holdEscapeKey } from '../windows/escape-key.ts';
import { createPageWindow } from '../windows/page-window.ts';
import { createOverlayWindows } from './bubble-windows.ts';
import type { PlacementSettings } from './handle-control.ts';

export interface BubblesSetup extends Pick<PanelSetup, 'answers'> {
  readonly clock: Clock;
  readonly ipc: Registrar;
  readonly settings: PlacementSettings;
  /** The state as it is now. */
  readonly state: () => OverlayState;
  /** The id of the client that this is said of. */
  readonly clientId: () => string;
  readonly context: () => ViewContext;
  /** Called with a command of the controls or the panel. */
  readonly onCommand: (request: CommandRequest) => void;
  /** Called when `crashLoops()` has changed. */
  readonly onCrashLoop: () => void;
  readonly log: (message: string) => void;
}

/** The bubbles on the displays, as the rest of the app sees them. */
export interface BubbleController extends Pick<PanelController, 'openAnswers' | 'drawAnswers'> {
  draw(state: OverlayState): void;
  /** Places and draws them again; to be called when the settings have changed. */
  redraw(): void;
  /** Shows a sample of an answer, as long as nothing really goes on. */
  setPreviewing(previewing: boolean): void;
  /** Opens the panel, if the client offers anything for it. */
  openPanel(): void;
  /** Return the pages that are not shown for a while, because they ended again and again. */
  crashLoops(): readonly LoopingPage[];
  /** Closes the windows for good. */
  close(): void;
}

/** Makes the bubbles in their windows, and listens to their pages. */
export function setupBubbles(setup: BubblesSetup): BubbleController {
  const { clock, ipc, settings, state, context, onCommand, onCrashLoop, log } = setup;
  let isPreviewing = false;
  const drawn = (now: OverlayState) => {
    if (panel.hasAnswer()) return withoutCard(now);
    return isPreviewing ? previewOf(now, context()) : now;
  };
  const compositing = createCompositing(clock, () => windows.place());
  const crashLoops = createCrashLoops(onCrashLoop);
  const windows = createOverlayWindows({
    clock,
    displays: systemDisplays,
    settings,
    isComposited: compositing.isOn,
    holdEscapeKey,
    openPair(onPageEnd) {
      const both = { clock, log };
      const bubble = createPageWindow({
        ...both,
        page: 'bubble',
        clicks: false,
        onCrashLoop: crashLoops.follow('bubble'),
      });
      const controls = createPageWindow({
        ...both,
        page: 'controls',
        clicks: true,
        // Two pages that start at a time have each other wait, and the bubble is what is looked for.
        notBefore: bubble.settled,
        onPageEnd,
        onCrashLoop: crashLoops.follow('controls'),
      });
      return { bubble, controls };
    },
    initial: state(),
  });
  const show = (now: OverlayState) => {
    const next = drawn(now);
    windows.draw(next);
    compositing.follow(next);
  };
  compositing.follow(state());
  const panel = setupPanel({
    clock,
    ipc,
    windows,
    state,
    clientId: setup.clientId,
    answers: setup.answers,
    onToggled: () => show(state()),
    log,
  });
  // It would be left behind, here and when its bubble is dragged.
  systemDisplays.onChange(panel.close);
  ipc.on(CHANNEL.ready, ({ pageId, reply }) => {
    const panelLayout = panel.layoutOf(pageId);
    const layout = panelLayout ?? windows.layoutOf(pageId);
    if (layout !== null) reply(CHANNEL.layout, layout);
    // The panel shows no preview.
    reply(CHANNEL.state, writeState(panelLayout === null ? drawn(state()) : state()));
  });
  ipc.on(CHANNEL.command, (_, request) => {
    panel.noteCommand(request);
    onCommand(request);
  });
  ipc.on(CHANNEL.handle, ({ pageId }, intent) => {
    panel.close();
    windows.handle(pageId, intent);
  });

  return {
    draw(next) {
      show(next);
      panel.draw(next);
    },
    redraw() {
      panel.close();
      windows.place();
      show(state());
    },
    setPreviewing(previewing) {
      isPreviewing = previewing;
      show(state());
    },
    crashLoops: crashLoops.pages,
    openPanel: panel.open,
    openAnswers: panel.openAnswers,
    drawAnswers: panel.drawAnswers,
    close() {
      panel.close();
      windows.close();
    },
  };
}
