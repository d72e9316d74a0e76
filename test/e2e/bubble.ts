/** The contents of the bubble and its controls, asked of their pages. */

import type { Page } from 'playwright';
import type { ControlButton } from '../../src-shared/offers.ts';
import type { Phase, Transport } from '../../src-shared/overlay-state.ts';
import { AT_REST_MS, motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { untilAtRest } from '../lab/until.ts';
import type { Point } from './screen.ts';

const BUBBLE = '[data-testid="bubble"]';

/** Waits until the bubble is in a phase, which it may be without being shown. @returns its page. */
export async function bubbleIn(overlay: RunningOverlay, phase: Phase, timeoutMs = 10_000): Promise<Page> {
  const page = await overlay.bubble();
  await page.waitForSelector(`${BUBBLE}[data-phase="${phase}"]`, { state: 'attached', timeout: timeoutMs });
  return page;
}

/** A part of the pill in a phase, as a selector. The phases lie on top of each other, each with all its parts. */
export function inPhase(phase: Phase, part: string): string {
  return `.shows-${phase} .phase-${phase} ${part}`;
}

/** Waits until the bubble's state comes by a transport. */
export async function transportIs(overlay: RunningOverlay, transport: Transport, timeoutMs = 10_000): Promise<void> {
  const page = await overlay.bubble();
  await page.waitForSelector(`${BUBBLE}[data-transport="${transport}"]`, { state: 'attached', timeout: timeoutMs });
}

/** Waits until the bubble is shown or hidden. */
export async function visibleIs(overlay: RunningOverlay, visible: boolean): Promise<void> {
  const page = await overlay.bubble();
  await page.waitForSelector(`${BUBBLE}[data-visible="${visible}"]`, { state: 'attached' });
}

/** The answer that is shown; empty when none is. */
export async function shownAnswer(overlay: RunningOverlay): Promise<string> {
  const page = await overlay.bubble();
  return page.evaluate(() => document.querySelector('[data-testid="answer"]')?.textContent ?? '');
}

/** Where the middle of an element is on the screen. */
export async function screenPoint(page: Page, selector: string): Promise<Point> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (element === null) throw new Error(`not there: ${wanted}`);
    const box = element.getBoundingClientRect();
    return { x: window.screenX + box.x + box.width / 2, y: window.screenY + box.y + box.height / 2 };
  }, selector);
}

/** Waits until a button can be pressed, at rest. @returns where it is on the screen. */
export async function buttonPoint(overlay: RunningOverlay, button: ControlButton): Promise<Point> {
  const page = await overlay.controls();
  const selector = `button[data-command="${button}"]`;
  await page.waitForSelector(`${selector}:not([disabled])`, { state: 'attached' });
  await motionEnded(page);
  return untilAtRest('the button at rest', () => screenPoint(page, selector), AT_REST_MS);
}
