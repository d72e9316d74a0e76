/** Whether the bubble makes way for windows in full screen, and on which display it is. */

import { join } from 'node:path';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { withEndings } from '../../scripts/with-endings.ts';
import { askOverlay } from '../../src-main/control-socket/socket-client.ts';
import type { ControlRequest } from '../../src-main/control-socket/socket-contract.ts';
import { openPlainWindow, type PlainWindow } from '../lab/plain-window.ts';
import { ANSWER, phaseIsShown } from '../lab/scenes.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { until } from '../lab/until.ts';
import { settle } from './clicks.ts';
import { UNSEEN_WINDOWS } from './limits.ts';
import { assert, NotApplicable, type Row } from './row.ts';
import { bubbleIsGone, bubbleIsSeen } from './seen.ts';
import { boxOf, type Pair, SCREEN, type Stage, think, windowOf, withPair, withWindow } from './stage.ts';

type Backend = Stage['session'];
/** Counted from the left. */
type Side = 0 | 1;

const MAKES_WAY = { behaviour: { hideOverFullScreen: true } };
const EVERY_WINDOW_IS_ONE = 'every window is one';

export const FULL_SCREEN_ROWS: readonly Row[] = [
  {
    name: 'full-screen-hides',
    title: 'if the user wants that: hidden while a program is in full screen, and back in the phase of then',
    limit: UNSEEN_WINDOWS,
    check: (stage) => makesWay(stage, stage.session),
  },
  {
    name: 'full-screen-hides-x11',
    title: 'the same with an X11 program, in a Wayland session',
    async check(stage) {
      if (stage.session === 'x11') throw new NotApplicable(EVERY_WINDOW_IS_ONE);
      await makesWay(stage, 'x11');
    },
  },
  {
    name: 'full-screen-urgent',
    title: 'if the user wants that: a notification is shown over the program in full screen all the same',
    async check(stage) {
      await withPair(stage, { behaviour: { ...MAKES_WAY.behaviour, showUrgent: true } }, async (pair) => {
        await withWindow(stage, { mode: 'fullscreen', backend: 'x11' }, async (window) => {
          await until('the focus of the program', window.hasFocus);
          pair.client.update({ status: 'Processing...', wake_word_detected: true });
          await settle();
          assert((await windowOf(pair.overlay, 'bubble')) === null, 'the bubble appears over the program');
          pair.client.update({ ...TURN_OVER, status: 'Notification: a parcel has come', overlay_visible: true });
          await bubbleIsSeen(pair);
          const pill = await boxOf(await pair.overlay.bubble(), '.pill');
          pair.client.update({ ...TURN_OVER, status: 'Processing...', wake_word_detected: true });
          await bubbleIsGone(pair, pill);
        });
      });
    },
  },
  {
    name: 'presenting',
    title: 'hidden while the user presents something, and back when that ends',
    async check(stage) {
      await think(stage);
      const pill = await boxOf(await stage.overlay.bubble(), '.pill');
      await ask(stage, { verb: 'present', minutes: null });
      try {
        await bubbleIsGone(stage, pill);
      } finally {
        await ask(stage, { verb: 'present', minutes: 'off' });
      }
      await phaseIsShown(stage.overlay, 'thinking');
      await bubbleIsSeen(stage);
    },
  },
  {
    name: 'full-screen-elsewhere',
    title: 'stays while a program is in full screen on another display',
    async check(stage) {
      await withTwoDisplays(stage, MAKES_WAY, async (pair, open) => {
        await think(pair);
        const home = (await sideOf(pair)) ?? 0;
        const away: Side = home === 0 ? 1 : 0;
        const other = await open(away, 'x11');
        await settle();
        assert((await sideOf(pair)) === home, 'hidden by a program on the other display');
        await other.close();
        await open(home, 'x11');
        await until('no bubble over a program on its own display', async () => (await sideOf(pair)) === null);
      });
    },
  },
  {
    name: 'active-display',
    title: 'if the user wants that: on the display of the active window',
    limit: UNSEEN_WINDOWS,
    check: (stage) => followsActiveWindow(stage, stage.session),
  },
  {
    name: 'active-display-x11',
    title: 'the same with X11 windows, in a Wayland session',
    async check(stage) {
      if (stage.session === 'x11') throw new NotApplicable(EVERY_WINDOW_IS_ONE);
      await followsActiveWindow(stage, 'x11');
    },
  },
];

/** Check that the bubble is hidden while a program is in full screen, and back afterwards with what has happened meanwhile. */
async function makesWay(stage: Stage, backend: Backend): Promise<void> {
  await withPair(stage, MAKES_WAY, async (pair) => {
    await withWindow(stage, { mode: 'normal', backend }, async (program) => {
      await until('the focus of the program', program.hasFocus);
      await think(pair);
      await bubbleIsSeen(pair);
      const pill = await boxOf(await pair.overlay.bubble(), '.pill');
      await stage.desktop.hand.key('F11');
      await bubbleIsGone(pair, pill);
      pair.client.update({ status: 'Speaking...', is_speaking: true, text: ANSWER.en });
      await settle();
      assert((await windowOf(pair.overlay, 'bubble')) === null, 'the answer brings the bubble back');
      assert(program.hasFocus(), 'the program in full screen has lost the focus');
      await stage.desktop.hand.key('F11');
      await phaseIsShown(pair.overlay, 'speaking');
      await bubbleIsSeen(pair);
    });
  });
}

/** Check that the bubble appears on the display of the active window, wherever the one before was. */
async function followsActiveWindow(stage: Stage, backend: Backend): Promise<void> {
  await withTwoDisplays(stage, { position: { display: 'focused' } }, async (pair, open) => {
    for (const side of [1, 0, 1] as const) {
      const window = await open(side, backend);
      await think(pair);
      const seen = await sideOf(pair);
      assert(seen === side, `on the ${nameOf(seen)} display while the active window is on the ${nameOf(side)} one`);
      pair.client.update(TURN_OVER);
      await until('the end of the bubble', async () => (await sideOf(pair)) === null);
      await window.close();
    }
  });
}

const nameOf = (side: Side | null) => (side === null ? 'no' : (['left', 'right'] as const)[side]);

/** Start the same desktop with two displays and an overlay. @param act gets what opens a window in full screen on one of them. */
async function withTwoDisplays(
  { name, electron }: Stage,
  settings: Parameters<typeof withPair>[1],
  act: (pair: Pair, open: (side: Side, backend: Backend) => Promise<PlainWindow>) => Promise<void>,
): Promise<void> {
  await withEndings(async (atEnd) => {
    const desktop = await startDesktop(name, { displays: 2 });
    atEnd(desktop.stop);
    await withPair({ desktop, electron }, settings, (pair) =>
      withEndings(async (atEndOfPair) => {
        const open = async (side: Side, backend: Backend) => {
          await desktop.focusDisplay(side);
          const window = await openPlainWindow(desktop.env, {
            title: `on the ${nameOf(side)}`,
            mode: 'fullscreen',
            colour: '#4e9a06',
            backend,
            display: side,
          });
          atEndOfPair(window.close);
          await until(`the focus of the window on the ${nameOf(side)}`, window.hasFocus);
          await settle();
          return window;
        };
        await act(pair, open);
      }),
    );
  });
}

/** Return the display on which the bubble is; null for none. */
async function sideOf({ overlay }: Pair): Promise<Side | null> {
  const window = await windowOf(overlay, 'bubble');
  if (window === null) return null;
  return window.bounds.x < SCREEN.width ? 0 : 1;
}

async function ask({ overlay }: Pair, request: ControlRequest): Promise<void> {
  const asked = await askOverlay(join(overlay.profile, 'overlay.sock'), request);
  assert(asked.kind === 'answered' && asked.answer.ok, `the overlay does not carry out "${request.verb}"`);
}
