import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { type StatusPatch, TURN_OVER } from '../../packages/client/src/status.ts';
import { motionEnded } from '../lab/overlay-driver.ts';
import { bubbleIn, inPhase } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';

const PHASES = [
  {
    phase: 'listening',
    patch: { status: 'Listening...', wake_word_detected: true, is_listening: true },
    shapes: ['.bar-middle', '.bar-inner', '.bar-outer'],
  },
  {
    phase: 'thinking',
    patch: { status: 'Processing...', wake_word_detected: true, is_listening: false },
    shapes: ['.dot:nth-child(1)', '.dot:nth-child(2)', '.dot:nth-child(3)'],
  },
  {
    phase: 'speaking',
    patch: { status: 'mówię', wake_word_detected: true, is_speaking: true },
    shapes: ['.wave-near', '.wave-far'],
  },
] as const satisfies readonly { phase: string; patch: StatusPatch; shapes: readonly string[] }[];

/** Longer than a shape keeps its look while its picture moves. */
const STILL_MS = 1_000;

/** Waits until a shape looks different from now. @returns whether it did. */
async function changes(page: Page, shape: string, withinMs: number): Promise<boolean> {
  const look = (selector: string) => {
    const element = document.querySelector(selector);
    if (element === null) throw new Error(`not there: ${selector}`);
    const { transform, opacity } = getComputedStyle(element);
    return `${transform} ${opacity}`;
  };
  const first = await page.evaluate(look, shape);
  const deadlineMs = performance.now() + withinMs;
  while (performance.now() < deadlineMs) {
    if ((await page.evaluate(look, shape)) !== first) return true;
    await delay(20);
  }
  return false;
}

describe.each(PHASES)('the picture of $phase', ({ phase, patch, shapes }) => {
  it('moves without an animation, which would delay every change, and stops as soon as motion is to be reduced', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    client.update(patch);
    const page = await bubbleIn(overlay, phase);
    for (const shape of shapes) expect(await changes(page, inPhase(phase, shape), 5_000), shape).toBe(true);
    await motionEnded(page);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);

    const styles = () => page.evaluate(() => document.querySelectorAll('svg [style*=":"]').length);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect.poll(styles).toBe(0);
    expect(await changes(page, inPhase(phase, shapes[0]), STILL_MS)).toBe(false);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(styles).toBeGreaterThan(0);

    client.update(TURN_OVER);
    await bubbleIn(overlay, 'ready');
    await expect.poll(styles).toBe(0);
  });
});
