/** What is seen of the overlay on a screen. */

import type { Rectangle } from '../../src-main/windows/placement.ts';
import { until } from '../lab/until.ts';
import { faultOfBubble, faultOfPill, hasSign } from './pixels.ts';
import { boxOf, look, type Pair, windowOf } from './stage.ts';

export const SEEN_TIMEOUT_MS = 4_000;
const LOOK_INTERVAL_MS = 250;

/** Wait until the bubble is on the screen, unobstructed and without a black box. */
export async function bubbleIsSeen({ desktop, overlay }: Pair, timeoutMs = SEEN_TIMEOUT_MS): Promise<void> {
  await untilNoFault(async () => {
    const window = await windowOf(overlay, 'bubble');
    if (window === null) return 'the overlay shows no bubble';
    const pill = await boxOf(await overlay.bubble(), '.pill').catch(() => null);
    if (pill === null) return 'the page of the bubble has ended';
    return faultOfBubble(await look(desktop), { window: window.bounds, pill });
  }, timeoutMs);
}

/** Wait until the pill is on the screen, whatever is behind it: the ground of a desktop may be black. */
export async function pillIsSeen({ desktop, overlay }: Pair): Promise<void> {
  const pill = await boxOf(await overlay.bubble(), '.pill');
  await untilNoFault(async () => faultOfPill(await look(desktop), pill), SEEN_TIMEOUT_MS);
}

/** Wait until the bubble is hidden, and the pill off the screen. */
export async function bubbleIsGone({ desktop, overlay }: Pair, pill: Rectangle): Promise<void> {
  await untilNoFault(async () => {
    if ((await windowOf(overlay, 'bubble')) !== null) return 'the overlay does not hide the bubble';
    return faultOfPill(await look(desktop), pill) === null ? 'the pill is still on the screen' : null;
  }, SEEN_TIMEOUT_MS);
}

/** Wait until the handle and every button are on the screen, from end to end. */
export async function buttonsAreDrawn({ desktop, overlay }: Pair): Promise<void> {
  const controls = await overlay.controls();
  const areas: Record<string, Rectangle> = { handle: await boxOf(controls, '[data-testid="handle"]') };
  for (const name of await controls.$$eval('button', (all) => all.map((one) => one.dataset['command'] ?? ''))) {
    const { x, y, width, height } = await boxOf(controls, `button[data-command="${name}"] .round`);
    areas[`left half of ${name}`] = { x, y, width: width / 2, height };
    areas[`right half of ${name}`] = { x: x + width / 2, y, width: width / 2, height };
  }
  await untilNoFault(async () => {
    const picture = await look(desktop);
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
