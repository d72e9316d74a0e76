import { globalShortcut } from 'electron';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';
import type { CommandRequest } from '../../src-shared/commands.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { writeState } from '../../src-shared/state-message.ts';
import type { Follower } from '../desktop/keep-connected.ts';
import type { XConnection } from '../desktop/x-connection.ts';
import { followManager } from '../desktop/x-manager.ts';
import type { Sender } from '../ipc/registrar.ts';
import type { ViewContext } from '../overlay/model.ts';
import { heldBack, previewOf, withoutCard } from '../overlay/preview.ts';
import { silhouetteAfter, WHOLE_PILL } from '../overlay/silhouette.ts';
import { type PanelController, type PanelSetup, setupPanel } from '../panel/setup-panel.ts';
import { type CrashLoops, createCrashLoops } from '../windows/crash-loops.ts';
import type { DisplayServer } from '../windows/display-server.ts';
import { systemDisplays } from '../windows/displays.ts';
import { createPageWindow } from '../windows/page-window.ts';
import { reopenTransparent } from '../windows/reopen-transparent.ts';
import type { WindowGuard } from '../windows/window-guard.ts';
import { createBubbleWindows } from './bubble-windows.ts';
import type { FirstPage } from './first-page.ts';
import type { PlacementSettings } from './handle-control.ts';

export interface BubblesSetup extends Omit<PanelSetup, 'windows' | 'onToggled'> {
  readonly settings: PlacementSettings;
  readonly context: () => ViewContext;
  readonly displayServer: DisplayServer;
  readonly guard: WindowGuard;
  /** Loads already; null when there is none. */
  readonly firstPage: FirstPage | null;
  /** Called with a command of the controls or the panel. */
  readonly onCommand: (request: CommandRequest) => void;
}

/** Controls the bubbles and the panel. */
export interface BubbleController {
  readonly panel: Pick<PanelController, 'open' | 'openAnswers' | 'drawAnswers'>;
  readonly crashLoops: Pick<CrashLoops, 'isAny' | 'onChange'>;
  draw(state: OverlayState): void;
  /** Follow the microphone's level while the bubble listens, from 0 to 1; null: unknown. */
  hear(level: number | null): void;
  /** Place and draw the bubbles again. Call after a change of the settings. */
  redraw(): void;
  /** Show a sample answer while the assistant is idle. */
  setPreviewing(previewing: boolean): void;
  /** Hide the bubbles on these displays, which a window in full screen covers, unless they are urgent. */
  setCovered(displayIds: ReadonlySet<number>): void;
  /** Return whether there would be a bubble if such windows were not everywhere where it belongs. */
  isHeldBack(): boolean;
  /** Hide the bubbles while nobody can see the screen, and show them in their latest state afterwards. */
  setSeen(seen: boolean): void;
  /** Follows the window manager, by the X server. */
  readonly managerFollower: Follower<XConnection>;
  /** Resolves when both windows of a bubble have been shown for the first time. */
  readonly firstShown: Promise<void>;
  /** Close the windows for good. */
  close(): void;
}

/** Create the bubbles and the panel, and handle the messages of their pages. */
export function setupBubbles(setup: BubblesSetup): BubbleController {
  const { clock, ipc, settings, state, context, displayServer, guard, firstPage, onCommand, log } = setup;
  let isPreviewing = false;
  let isSeen = true;
  const form = () => settings.current().appearance.form;
  const contentOf = (now: OverlayState) => {
    if (!isSeen) return heldBack(now);
    if (panel.hasAnswer()) return withoutCard(now);
    return isPreviewing ? previewOf(now, context(), form()) : now;
  };
  let shown: OverlayState = { ...state(), visible: false, silhouette: WHOLE_PILL };
  const drawn = (now: OverlayState): OverlayState => {
    const content = contentOf(now);
    const silhouette = silhouetteAfter(shown, content, { form: form(), hasPanel: panel.isOpen() });
    return { ...content, silhouette };
  };
  /** Send a page its layout and its state. */
  const answer = ({ pageId, reply }: Sender) => {
    const panelLayout = panel.layoutOf(pageId);
    const layout = panelLayout ?? windows.layoutOf(pageId);
    if (layout !== null) reply(CHANNEL.layout, layout);
    // The panel shows no preview.
    reply(CHANNEL.state, writeState(panelLayout === null ? (windows.stateOf(pageId) ?? drawn(state())) : state()));
  };
  const crashLoops = createCrashLoops();
  let resolveFirstShown = () => {};
  const firstShown = new Promise<void>((resolve) => {
    resolveFirstShown = resolve;
  });
  const windows = createBubbleWindows({
    clock,
    displays: systemDisplays,
    settings,
    displayServer,
    holdEscapeKey(onPress) {
      // The bubble's windows never have the focus. No other program gets the key meanwhile.
      globalShortcut.register('Escape', onPress);
      return () => globalShortcut.unregister('Escape');
    },
    openPair(onPageEnd) {
      const both = { clock, guard, log };
      const bubble = createPageWindow({
        ...both,
        page: 'bubble',
        clicks: false,
        takeBegun: () => firstPage?.take() ?? null,
        onBegunTaken: (contents) =>
          answer({ pageId: contents.id, reply: (channel, value) => contents.send(channel, value) }),
        onCrashLoop: crashLoops.follow(),
      });
      const controls = createPageWindow({
        ...both,
        page: 'controls',
        clicks: true,
        // Two pages starting at once delay each other; the bubble comes first.
        notBefore: bubble.firstShown,
        onPageEnd,
      });
      // After the bubble's, for which the controls wait.
      void controls.firstShown.then(resolveFirstShown);
      return { bubble, controls };
    },
    // Drawn below, once the panel is there.
    initial: shown,
  });
  const reopen = reopenTransparent({
    reopen: windows.reopen,
    areTransparent: async () => !displayServer.isComposited() || guard.areTransparent(),
    clock,
  });
  // xfwm4 4.18 does not draw windows that were there before it and that it does not manage.
  let owesNewWindows = false;
  const openAnew = () => {
    // Chromium opens no transparent window while there is no compositor. Without one, the guard raises the old windows.
    if (!owesNewWindows || !displayServer.isComposited()) return;
    owesNewWindows = false;
    log('another window manager has begun: opening the windows anew');
    reopen();
  };
  const managerFollower = followManager(clock, () => {
    owesNewWindows = true;
    openAnew();
  });
  displayServer.onChange(openAnew);
  const show = (now: OverlayState) => {
    shown = drawn(now);
    windows.draw(shown);
  };
  /** The pages need no states while nobody can see them. */
  const showIfSeen = (now: OverlayState) => {
    if (isSeen) show(now);
  };
  const panel = setupPanel({ ...setup, windows, onToggled: () => showIfSeen(state()) });
  showIfSeen(state());
  // The panel does not move with its bubble, here or when that is dragged.
  systemDisplays.onChange(panel.close);
  ipc.on(CHANNEL.ready, answer);
  ipc.on(CHANNEL.held, ({ pageId }, isHeld) => windows.hold(pageId, isHeld));
  ipc.on(CHANNEL.command, ({ pageId }, request) => {
    if (windows.layoutOf(pageId) !== null && !windows.isSettled()) return;
    panel.noteCommand(request);
    onCommand(request);
  });
  ipc.on(CHANNEL.handle, ({ pageId }, intent) => {
    panel.close();
    windows.handle(pageId, intent);
  });

  return {
    panel,
    crashLoops,
    managerFollower,
    firstShown,
    draw(next) {
      showIfSeen(next);
      panel.draw(next);
    },
    hear: windows.hear,
    redraw() {
      panel.close();
      windows.place();
      showIfSeen(state());
    },
    setPreviewing(previewing) {
      isPreviewing = previewing;
      showIfSeen(state());
    },
    setCovered: windows.setCovered,
    isHeldBack: windows.isHeldBack,
    setSeen(seen) {
      isSeen = seen;
      show(state());
    },
    close() {
      panel.close();
      windows.close();
    },
  };
}
