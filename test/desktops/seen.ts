/** What is seen of the overlay on a screen. */

import type { Rectangle } from '../../src-main/windows/placement.ts';
import { until } from '../lab/until.ts';
import { faultOfBubble, hasSign } from './pixels.ts';
import { boxOf, look, type Stage, shownWindow } from './stage.ts';

export const SEEN_TIMEOUT_MS = 4_000;
const LOOK_INTERVAL_MS = 250;

/** Wait until the bubble is on the screen, unobstructed and without a black box. */
export async function bubbleIsSeen(stage: Stage, timeoutMs = SEEN_TIMEOUT_MS): Promise<void> {
  const { bounds } = await shownWindow(stage.overlay, 'bubble');
  const pill = await boxOf(await stage.overlay.bubble(), '.pill');
  await untilNoFault(async () => faultOfBubble(await look(stage.desktop), { window: bounds, pill }), timeoutMs);
}

/** Wait until the handle and every button are on the screen, from end to end. */
export async function buttonsAreDrawn(stage: Stage): Promise<void> {
  const controls = await stage.overlay.controls();
  const areas: Record<string, Rectangle> = { handle: await boxOf(controls, '[data-testid="handle"]') };
  for (const name of await controls.$$eval('button', (all) => all.map((one) => one.dataset['command'] ?? ''))) {
    const { x, y, width, height } = await boxOf(controls, `button[data-command="${name}"] .round`);
    areas[`left half of ${name}`] = { x, y, width: width / 2, height };
    areas[`right half of ${name}`] = { x: x + width / 2, y, width: width / 2, height };
  }
  await untilNoFault(async () => {
    const picture = await look(stage.desktop);
    const missing = Object.entries(areas).flatMap(([name, area]) => (hasSign(picture, area) ? [] : [name]));
    return missing.length === 0 ? null : `not drawn: ${missing.join(', ')}`;
  }, SEEN_TIMEOUT_MS);
}

/** Look until there is no fault. @throws with the last one. */
export async function untilNoFault(faultNow: () => Promise<string | null>, timeoutMs: number): Promise<void> {
  let fault: string | null = null;
  const isFine = async () => {
    fault = await faultNow();
    return fault === null;
  };
  await until('', isFine, timeoutMs, LOOK_INTERVAL_MS).catch(() => {
    throw new Error(fault ?? 'no picture of the screen');
  });
}
