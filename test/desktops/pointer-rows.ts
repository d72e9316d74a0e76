/** What a click, a key or a drag does. */

import { click, doubleClick, drag, type Point } from '../lab/hand.ts';
import { until } from '../lab/until.ts';
import { wipeInputShape } from '../lab/x-shape.ts';
import { at, bubblePoints, buttonPoint, clicksPass, keysGoBelow, middle, settle } from './clicks.ts';
import { NO_PORTAL, OLD_XWAYLAND } from './limits.ts';
import { assert, NotApplicable, type Row } from './row.ts';
import { bubbleIsSeen, SEEN_TIMEOUT_MS } from './seen.ts';
import { boxOf, shownWindow, speak, think, withWindow } from './stage.ts';

const MOVED_BY = { x: -200, y: 150 };

export const POINTER_ROWS: readonly Row[] = [
  {
    name: 'click-through',
    title: 'a click on pill, icon, card or a clear part reaches the window below, once',
    limit: OLD_XWAYLAND,
    async check(stage) {
      await speak(stage);
      await clicksPass(stage, stage.below, await bubblePoints(stage));
    },
  },
  {
    name: 'click-through-x11',
    title: 'the same with an X11 window below, in a Wayland session',
    async check(stage) {
      if (stage.session === 'x11') throw new NotApplicable('every window is one');
      await withWindow(stage, { mode: 'fullscreen', backend: 'x11' }, async (window) => {
        await until('the focus of the X11 window', window.hasFocus);
        await speak(stage);
        await clicksPass(stage, window, await bubblePoints(stage));
      });
    },
  },
  {
    name: 'first-pixel',
    title: 'a click on the first pixel of the bubble’s window reaches the window below',
    limit: OLD_XWAYLAND,
    async check(stage) {
      await withWindow(stage, { mode: 'fullscreen' }, async (window) => {
        await speak(stage);
        const { bounds } = await shownWindow(stage.overlay, 'bubble');
        await clicksPass(stage, window, { 'the first pixel': bounds });
      });
    },
  },
  {
    name: 'beside-handle',
    title: 'a click beside the handle, where buttons would be, reaches the window below',
    limit: OLD_XWAYLAND,
    async check(stage) {
      await think(stage);
      const controls = await stage.overlay.controls();
      const { bounds } = await shownWindow(stage.overlay, 'controls');
      const handle = await boxOf(controls, '[data-testid="handle"]');
      if (handle.x - bounds.x < 12) throw new NotApplicable('there is nothing beside it');
      const beside = { x: handle.x - 8, y: handle.y + handle.height / 2 };
      await clicksPass(stage, stage.below, { 'a point beside the handle': beside });
    },
  },
  {
    name: 'shape-wiped',
    title: 'clicks still pass after the input shape of the bubble’s window has been wiped',
    limit: OLD_XWAYLAND,
    async check(stage) {
      await speak(stage);
      const { id } = await shownWindow(stage.overlay, 'bubble');
      await wipeInputShape(stage.desktop.env, id);
      await settle();
      try {
        await clicksPass(stage, stage.below, await bubblePoints(stage));
      } finally {
        await stage.overlay.app.evaluate(({ BrowserWindow }) => {
          const bubble = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('bubble'));
          bubble?.setIgnoreMouseEvents(true);
        });
      }
    },
  },
  {
    name: 'button',
    title: 'a click on a button sends one command, and nothing reaches the window below',
    async check(stage) {
      await speak(stage);
      const [sent, presses] = [stage.commands.length, stage.below.presses()];
      await click(stage.desktop.hand, await buttonPoint(stage, 'stop_tts'));
      await until('the command', () => stage.commands.length > sent);
      await settle();
      const commands = stage.commands.slice(sent).map(({ command }) => command);
      assert(commands.join() === 'stop_tts', `sent ${commands.join(', ')}`);
      assert(stage.below.presses() === presses, 'the window below got the click too');
    },
  },
  {
    name: 'focus',
    title: 'the focus stays below when it appears and when a button is clicked; keys go there',
    async check(stage) {
      const losses = stage.below.focusLosses();
      await speak(stage);
      await settle();
      assert(stage.below.hasFocus() && stage.below.focusLosses() === losses, 'takes the focus when it appears');
      await click(stage.desktop.hand, await buttonPoint(stage, 'stop_tts'));
      await settle();
      assert(stage.below.hasFocus() && stage.below.focusLosses() === losses, 'takes the focus at a click on a button');
      await keysGoBelow(stage, 'xyz');
    },
  },
  {
    name: 'drag',
    title: 'dragged by the handle; the focus stays, and a double click resets it',
    async check(stage) {
      await speak(stage);
      const [losses, presses] = [stage.below.focusLosses(), stage.below.presses()];
      const controls = await stage.overlay.controls();
      const handle = async () => middle(await boxOf(controls, '[data-testid="handle"]'));
      // The pill may become wider meanwhile, which moves the handle, but not its middle.
      const place = async () => middle(await boxOf(await stage.overlay.bubble(), '.pill'));
      const start = await place();
      const from = await handle();
      await drag(stage.desktop.hand, from, { x: from.x + MOVED_BY.x, y: from.y + MOVED_BY.y });
      await settle();
      const moved = await place();
      const by = { x: moved.x - start.x, y: moved.y - start.y };
      assert(isClose(by, MOVED_BY), `moved by ${at(by)} instead of ${at(MOVED_BY)}`);
      await bubbleIsSeen(stage);
      await doubleClick(stage.desktop.hand, await handle());
      await until('the bubble back at its place', async () => isClose(await place(), start));
      assert(stage.below.presses() === presses, 'the window below got clicks');
      assert(stage.below.focusLosses() === losses, 'takes the focus');
    },
  },
  {
    name: 'shortcut',
    title: 'a global shortcut works while another window has the focus, once',
    limit: NO_PORTAL,
    async check(stage) {
      const sent = stage.commands.length;
      await stage.desktop.hand.key('ctrl+alt+m');
      await until('the command of the shortcut', () => stage.commands.length > sent, SEEN_TIMEOUT_MS);
      await settle();
      const commands = stage.commands.slice(sent).map(({ command }) => command);
      assert(commands.join() === 'toggle_monitoring', `sent ${commands.join(', ')}`);
    },
  },
];

const isClose = (one: Point, other: Point) => Math.abs(one.x - other.x) <= 3 && Math.abs(one.y - other.y) <= 3;
