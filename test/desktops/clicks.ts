/** Where the overlay is clicked, and what the window below it gets. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { click, type Point, type } from '../lab/hand.ts';
import { motionEnded } from '../lab/overlay-driver.ts';
import type { PlainWindow } from '../lab/plain-window.ts';
import { assert } from './row.ts';
import { boxOf, type Stage, shownWindow } from './stage.ts';

/** Give programs the time that a click takes until they have carried it out. */
export const settle = () => delay(300);

export const middle = ({ x, y, width, height }: Rectangle): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Return a point in words. */
export const at = ({ x, y }: Point) => `${Math.round(x)}, ${Math.round(y)}`;

/** Points of the bubble that take no clicks, by the names of its parts. */
export async function bubblePoints({ overlay }: Stage): Promise<Readonly<Record<string, Point>>> {
  const page = await overlay.bubble();
  const { bounds } = await shownWindow(overlay, 'bubble');
  const pill = await boxOf(page, '.pill');
  return {
    pill: { x: pill.x + 180, y: pill.y + pill.height / 2 },
    icon: { x: pill.x + 26, y: pill.y + pill.height / 2 },
    card: middle(await boxOf(page, '[data-testid="answer"]')),
    'the clear part': { x: bounds.x + 8, y: bounds.y + bounds.height / 2 },
  };
}

/**
 * Click on points of the bubble, and check that each click reaches a window below, once. The pointer comes from the handle: mutter
 * 43 remembers the part of a window in which the pointer is over no other, and looks for one only when it has left that part, so
 * a click would reach the window below wherever the bubble has appeared since.
 */
export async function clicksPass(
  stage: Stage,
  window: PlainWindow,
  points: Readonly<Record<string, Point>>,
): Promise<void> {
  const lost: string[] = [];
  const handle = middle(await boxOf(await stage.overlay.controls(), '[data-testid="handle"]'));
  for (const [part, point] of Object.entries(points)) {
    const presses = window.presses();
    await stage.desktop.hand.moveTo(handle);
    await settle();
    await click(stage.desktop.hand, point);
    await settle();
    if (window.presses() !== presses + 1) lost.push(`${part} ${window.presses() - presses}`);
  }
  assert(lost.length === 0, `of one click each, the window below gets: ${lost.join(', ')}`);
}

export async function keysGoBelow({ desktop, below }: Stage, keys: string): Promise<void> {
  const before = below.keys().length;
  await type(desktop.hand, keys);
  await settle();
  const typed = below.keys().slice(before).join('');
  assert(typed === keys, `of the keys ${keys}, the window below gets "${typed}"`);
}

/** Wait until a button of the controls can be pressed, and return where it is. */
export async function buttonPoint({ overlay }: Stage, command: string): Promise<Point> {
  const controls = await overlay.controls();
  const selector = `button[data-command="${command}"]`;
  await controls.waitForSelector(`${selector}:not([disabled])`, { state: 'attached' });
  await motionEnded(controls);
  return middle(await boxOf(controls, selector));
}
