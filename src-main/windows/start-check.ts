import type { Finding } from '../../src-shared/diagnostics-contract.ts';
import type { XConnection } from '../desktop/x-connection.ts';
import { shapesOf } from '../desktop/x-shape.ts';
import { windowsOf, type XWindows } from '../desktop/x-windows.ts';
import type { Clock } from '../runtime/clock.ts';
import type { OwnWindow } from './window-guard.ts';
import { windowsAbove } from './window-order.ts';

/** wlroots gives the keyboard to windows of most other types. */
const TYPE = '_NET_WM_WINDOW_TYPE_NOTIFICATION';
/** The states that a manager has to give to a managed window of ours: https://specifications.freedesktop.org/wm-spec/latest/ */
const STATES = ['_NET_WM_STATE_ABOVE', '_NET_WM_STATE_STICKY', '_NET_WM_STATE_SKIP_TASKBAR'] as const;

/** From the first look to the second: a window that is right by then was only being set up. */
export const SECOND_LOOK_MS = 1_000;

/** A window of ours as the X server has it. */
export interface WindowFacts extends OwnWindow {
  /** Whether any part of it takes the pointer. */
  readonly hasInput: boolean;
  readonly types: readonly string[];
  /** Whether it asks the window manager; null while it is not shown. */
  readonly asksManager: boolean | null;
  /** How the window manager treats it. */
  readonly states: readonly string[];
}

/** Return the problems of the windows. @param isCovered whether an ordinary window lies above one of ours. */
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

/** Read windows of ours back from the X server, and return the findings. It does not know all before they are shown. */
export async function checkWindows(x: XConnection, ours: readonly OwnWindow[]): Promise<readonly Finding[]> {
  const [shapes, windows] = await Promise.all([shapesOf(x), windowsOf(x)]);
  const factsOf = async ({ window, takesClicks }: OwnWindow): Promise<WindowFacts> => {
    const { isViewable, asksManager } = await windows.attributesOf(window);
    return {
      window,
      takesClicks,
      // Without the extension, all of a window takes the pointer.
      hasInput: shapes === null || (await shapes.inputOf(window)).length > 0,
      types: await windows.namesIn(window, '_NET_WM_WINDOW_TYPE'),
      asksManager: isViewable ? asksManager : null,
      states: await windows.namesIn(window, '_NET_WM_STATE'),
    };
  };
  const facts = await Promise.all(ours.map((own) => factsOf(own).catch(() => null)));
  const known = facts.filter((each) => each !== null);
  const shown = known.filter(({ asksManager }) => asksManager !== null).map(({ window }) => window);
  return findingsOf(known, await isCovered(windows, shown));
}

/**
 * Check once that the windows are as they were set up. Call when they have been shown for the first time.
 * @param connect connects to the X server.
 * @throws when the server does not answer.
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

/** Return the findings of a look that a second one confirms a little later. */
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

/** Return whether an ordinary window lies above one of ours. @param shown those of ours that are shown. */
async function isCovered(windows: XWindows, shown: readonly number[]): Promise<boolean> {
  // A window may have gone since.
  const above = windowsAbove(await windows.order(), shown);
  return (await Promise.all(above.map((window) => windows.isManaged(window).catch(() => false)))).includes(true);
}
