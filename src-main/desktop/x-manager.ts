import type { Clock } from '../runtime/clock.ts';
import type { Follower } from './keep-connected.ts';
import { ROOT_EVENTS, type XConnection } from './x-connection.ts';
import { followOwnerChanges } from './x-selections.ts';

/** Owned by the window manager of an X screen: https://www.x.org/releases/current/doc/xorg-docs/icccm/icccm.html */
const MANAGER_SELECTION = 'WM_S0';
/** Set by a window manager that is ready: https://specifications.freedesktop.org/wm-spec/latest/ */
const READY_PROPERTY = '_NET_SUPPORTING_WM_CHECK';

const PROPERTY_NOTIFY = 28;

/**
 * From the property until the manager has gone through the windows that are there. xfwm4 4.18 does so some milliseconds later, and
 * says it nowhere.
 */
export const GONE_THROUGH_MS = 500;

/**
 * Call `onReady` when another window manager than the first one has begun, and is ready: xfwm4 4.18 takes the selection, then
 * begins to composite, sets the property, and goes through the windows at last. Properties of the root window change often, so
 * they are watched only in between.
 */
export function followManager(clock: Pick<Clock, 'setTimeout'>, onReady: () => void): Follower<XConnection> {
  let connection: XConnection | null = null;
  let cancel = () => {};
  const owners = followOwnerChanges(MANAGER_SELECTION, () => connection?.selectOnRoot(ROOT_EVENTS.properties, true));
  return {
    async begin(x) {
      const property = await x.atom(READY_PROPERTY);
      connection = x;
      x.onEvent(({ code, data }) => {
        if (code !== PROPERTY_NOTIFY || data.readUInt32LE(8) !== property) return;
        x.selectOnRoot(ROOT_EVENTS.properties, false);
        cancel();
        cancel = clock.setTimeout(onReady, GONE_THROUGH_MS);
      });
      await owners.begin(x);
    },
    end() {
      connection = null;
      cancel();
      owners.end();
    },
  };
}
