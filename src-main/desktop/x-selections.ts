import type { Follower } from './keep-connected.ts';
import { cardinals, type XConnection, xRequest } from './x-connection.ts';

/**
 * Which window owns a selection of the X server. Compositors and window managers make themselves known by owning one, and
 * the server tells of each change: https://gitlab.freedesktop.org/xorg/proto/xorgproto/-/blob/master/fixesproto.txt
 */

/** Owned by the compositor of an X screen: https://specifications.freedesktop.org/wm-spec/latest/ */
export const COMPOSITOR_SELECTION = '_NET_WM_CM_S0';

const GET_SELECTION_OWNER = 23;

const MINOR = { queryVersion: 0, selectSelectionInput: 2 } as const;
/** Selections are part of XFixes since its first version. The server refuses requests of versions that it was not asked for. */
const VERSION = [1, 0] as const;
/** A new owner; the end of the owner's window; the end of its connection. */
const ALL_CHANGES = 7;

/**
 * Call `onNewOwner` when a selection gets another owner, but not with the one that it has at first. After none, each is a new
 * one: the server gives the number of a window that is gone to another.
 */
export function followOwnerChanges(name: string, onNewOwner: () => void): Follower<XConnection> {
  /** null: not yet known. */
  let latest: number | null = null;
  return followSelection(name, (owner) => {
    if (latest !== null && owner !== 0 && owner !== latest) onNewOwner();
    latest = owner;
  });
}

/** Call `onOwner` with the window that owns a selection, 0 for none: at first, and at each change. */
export function followSelection(name: string, onOwner: (owner: number) => void): Follower<XConnection> {
  return {
    async begin(x) {
      const fixes = await x.extension('XFIXES');
      const selection = await x.atom(name);
      if (fixes !== null) {
        x.onEvent(({ code, data }) => {
          if (code !== fixes.firstEvent || data.readUInt32LE(12) !== selection) return;
          onOwner(data.readUInt32LE(8));
        });
        await x.ask(xRequest(fixes.majorOpcode, MINOR.queryVersion, cardinals(...VERSION)));
        const body = cardinals(x.rootWindow, selection, ALL_CHANGES);
        x.send(xRequest(fixes.majorOpcode, MINOR.selectSelectionInput, body));
      }
      onOwner((await x.ask(xRequest(GET_SELECTION_OWNER, 0, cardinals(selection)))).readUInt32LE(8));
    },
    end: () => {},
  };
}
