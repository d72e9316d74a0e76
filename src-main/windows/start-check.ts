import type { Finding } from '../../src-shared/diagnostics-contract.ts';
import type { XConnection } from '../desktop/x-connection.ts';
import { shapesOf } from '../desktop/x-shape.ts';
import { windowsOf, type XWindows } from '../desktop/x-windows.ts';
import type { Clock } from '../runtime/clock.ts';
import type { OwnWindow } from './window-guard.ts';
import { windowsAbove } from './window-order.ts';

/** wlroots gives the keyboard to windows of most other types. */
const TYPE = '_NET_WM_WINDOW_TYPE_NOTIFICATION';
/** What a window manager has to do with a window of ours, if it manages it: https://specifications.freedesktop.org/wm-spec/latest/ */
const STATES = ['_NET_WM_STATE_ABOVE', '_NET_WM_STATE_STICKY', '_NET_WM_STATE_SKIP_TASKBAR'] as const;

/** From the first look to the second: what holds by then was only being set up. */
export const SECOND_LOOK_MS = 1_000;

/** A window of ours as the X server has it. */
export interface WindowFacts {
  /** Whether it was opened to take clicks where it draws. */
  readonly takesClicks: boolean;
  /** Whether any part of it takes the pointer. */
  readonly hasInput: boolean;
  readonly types: readonly string[];
  /** Whether it asks the window manager; null while it is not shown. */
  readonly asksManager: boolean | null;
  /** How the window manager treats it. */
  readonly states: readonly string[];
}

/** Return what does not hold. @param isCovered whether an ordinary window lies above one of ours. */
export function findingsOf(windows: readonly WindowFacts[], isCovered: boolean): readonly Finding[] {
  const isManagedWrongly = ({ asksManager, states }: WindowFacts) =>
    asksManager === true && !STATES.every((state) => states.includes(state));
  const found: readonly (readonly [Finding, boolean])[] = [
    ['bubble-takes-clicks', windows.some(({ takesClicks, hasInput }) => !takesClicks && hasInput)],
    ['buttons-take-no-clicks', windows.some(({ takesClicks, hasInput }) => takesClicks && !hasInput)],
    ['no-notification', windows.some(({ types }) => !types.includes(TYPE))],
    ['not-above', windows.some(isManagedWrongly)],
    ['covered', isCovered],
  ];
  return found.filter(([, holds]) => holds).map(([finding]) => finding);
}

/** Read windows of ours back from the X server, and return what does not hold. @throws when one of them has been closed. */
export async function checkWindows(x: XConnection, ours: readonly OwnWindow[]): Promise<readonly Finding[]> {
  const [shapes, windows] = await Promise.all([shapesOf(x), windowsOf(x)]);
  const facts = ours.map(async ({ window, takesClicks }): Promise<WindowFacts> => {
    const { isViewable, asksManager } = await windows.attributesOf(window);
    return {
      takesClicks,
      // Without the extension, all of a window takes the pointer.
      hasInput: shapes === null || (await shapes.inputOf(window)).length > 0,
      types: await windows.namesIn(window, '_NET_WM_WINDOW_TYPE'),
      asksManager: isViewable ? asksManager : null,
      states: await windows.namesIn(window, '_NET_WM_STATE'),
    };
  });
  return findingsOf(await Promise.all(facts), await isCovered(windows, ours));
}

/**
 * Check once that the windows are as they were set up. Call when they have been shown for the first time.
 * @param connect connects to the X server.
 * @throws when the server does not answer, or one of the windows has been closed.
 */
export async function checkAfterStart(
  connect: () => Promise<XConnection>,
  ours: () => readonly OwnWindow[],
  clock: Pick<Clock, 'setTimeout'>,
): Promise<readonly Finding[]> {
  const x = await connect();
  try {
    return await twice(() => checkWindows(x, ours()), clock);
  } finally {
    x.close();
  }
}

/** Return what a look finds, and finds again a little later. */
export async function twice(
  look: () => Promise<readonly Finding[]>,
  clock: Pick<Clock, 'setTimeout'>,
): Promise<readonly Finding[]> {
  const first = await look();
  if (first.length === 0) return first;
  await new Promise<void>((resolve) => {
    clock.setTimeout(resolve, SECOND_LOOK_MS);
  });
  const second = await look();
  return second.filter((finding) => first.includes(finding));
}

async function isCovered(windows: XWindows, ours: readonly OwnWindow[]): Promise<boolean> {
  const areViewable = await Promise.all(ours.map(({ window }) => windows.attributesOf(window)));
  const shown = ours.filter((_, index) => areViewable[index]?.isViewable).map(({ window }) => window);
  // A window may have gone since.
  const above = windowsAbove(await windows.order(), shown);
  return (await Promise.all(above.map((window) => windows.isManaged(window).catch(() => false)))).includes(true);
}
