/** What is seen of the bubble, and where. */

import { SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import { until } from '../lab/until.ts';
import { at } from './clicks.ts';
import { isSame } from './pixels.ts';
import { assert, NotApplicable, type Row } from './row.ts';
import { bubbleIsSeen, buttonsAreDrawn, pillIsSeen, SEEN_TIMEOUT_MS, untilNoFault } from './seen.ts';
import { boxOf, goOnSpeaking, hideBubble, look, SCREEN, shownWindow, speak, think, withWindow } from './stage.ts';

const TOP_MAX_Y = 60;
const DIFFERENCE = 'what lies below does not show through where nothing is drawn';

export const SCREEN_ROWS: readonly Row[] = [
  {
    name: 'maximized',
    title: 'top centre, with clear surroundings, over a maximized window',
    async check(stage) {
      await speak(stage);
      await bubbleIsSeen(stage);
      const pill = await boxOf(await stage.overlay.bubble(), '.pill');
      assert(Math.abs(pill.x + pill.width / 2 - SCREEN.width / 2) < 3 && pill.y <= TOP_MAX_Y, `at ${at(pill)}`);
      const bubble = await stage.overlay.bubble();
      // Without a compositor nothing can be clear; the windows are cut along what they draw.
      if ((await bubble.locator('html[data-opaque="true"]').count()) > 0) return;
      const picture = await look(stage.desktop);
      const card = await boxOf(bubble, '[data-testid="answer"]');
      const { bounds } = await shownWindow(stage.overlay, 'bubble');
      const clearTop = card.y + card.height + SHADOW_MARGIN + 16;
      const clear = { ...bounds, y: clearTop, height: Math.max(0, bounds.y + bounds.height - clearTop) };
      await hideBubble(stage);
      const hasDifference = async () => !isSame(await look(stage.desktop), picture, clear);
      await untilNoFault(async () => ((await hasDifference()) ? DIFFERENCE : null), SEEN_TIMEOUT_MS);
    },
  },
  {
    name: 'buttons-drawn',
    title: 'handle and buttons drawn whole when their number grows',
    async check(stage) {
      await speak(stage);
      await buttonsAreDrawn(stage);
    },
  },
  {
    name: 'reappears',
    title: 'drawn whole when it comes back with more buttons than it had when it left',
    async check(stage) {
      await think(stage);
      await hideBubble(stage);
      await goOnSpeaking(stage);
      await bubbleIsSeen(stage);
      await buttonsAreDrawn(stage);
    },
  },
  {
    name: 'full-screen-before',
    title: 'over a full-screen window that opens while it is shown',
    async check(stage) {
      await speak(stage);
      await withWindow(stage, { mode: 'fullscreen' }, () => bubbleIsSeen(stage));
    },
  },
  {
    name: 'full-screen-after',
    title: 'appears over a full-screen window, and leaves it the focus',
    async check(stage) {
      await withWindow(stage, { mode: 'fullscreen' }, async (window) => {
        await until('the focus of the full-screen window', window.hasFocus);
        await speak(stage);
        await bubbleIsSeen(stage);
        assert(window.hasFocus(), 'the full-screen window has lost the focus');
      });
    },
  },
  {
    name: 'workspaces',
    title: 'on the other workspace, with and without a window there',
    async check(stage) {
      const { showWorkspace } = stage.desktop;
      if (showWorkspace === null) throw new NotApplicable('it has one workspace');
      await speak(stage);
      await showWorkspace(1);
      try {
        await pillIsSeen(stage);
        await withWindow(stage, { mode: 'normal' }, () => pillIsSeen(stage));
      } finally {
        await showWorkspace(0);
      }
    },
  },
  {
    name: 'unlisted',
    title: 'in no list of windows (taskbar, Alt+Tab)',
    async check(stage) {
      await speak(stage);
      const list = await stage.desktop.listWindows();
      for (const page of ['bubble', 'controls'] as const) {
        const { id } = await shownWindow(stage.overlay, page);
        const numbers = [`0x${id.toString(16).padStart(8, '0')}`, `"window": ${id}`];
        assert(!numbers.some((number) => list.includes(number)), `the window "${page}" is listed`);
      }
    },
  },
  {
    name: 'unmanaged',
    title: 'left alone by the window manager, or above all, everywhere and off the taskbar by its state',
    async check(stage) {
      await speak(stage);
      for (const page of ['bubble', 'controls'] as const) {
        const id = String((await shownWindow(stage.overlay, page)).id);
        if ((await stage.desktop.ask('xwininfo', '-id', id)).includes('Override Redirect State: yes')) continue;
        const state = await stage.desktop.ask('xprop', '-id', id, '_NET_WM_STATE');
        const missing = ['ABOVE', 'STICKY', 'SKIP_TASKBAR'].filter((word) => !state.includes(`_NET_WM_STATE_${word}`));
        assert(missing.length === 0, `the window "${page}" is managed, and not ${missing.join(', ')}`);
      }
    },
  },
];
