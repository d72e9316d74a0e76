/** What keeps a promise from being kept that the overlay can't change. docs/using.md says what a user has to expect, and can do. */

import { connectToX } from '../../src-main/desktop/x-connection.ts';
import type { Stage } from './stage.ts';

/** The first XWayland that tells the compositor which parts of a window take the pointer (24.1). */
const FIRST_WITH_INPUT_REGIONS = 12_401_000;

export interface Limit {
  readonly text: string;
  /** From the folder of the documents. */
  readonly link: string;
  applies(stage: Stage): Promise<boolean>;
}

export const OLD_XWAYLAND: Limit = {
  text: 'clicks pass through the bubble only with XWayland 24.1 or newer',
  link: 'using.md#clicks-through-the-bubble',
  async applies({ session, desktop }) {
    if (session !== 'wayland') return false;
    const x = await connectToX(desktop.env);
    x.close();
    return x.release < FIRST_WITH_INPUT_REGIONS;
  },
};

export const UNSEEN_WINDOWS: Limit = {
  text: 'in a Wayland session without sway, the overlay knows nothing of Wayland windows',
  link: 'using.md#out-of-the-way',
  applies: async ({ session, desktop }) => session === 'wayland' && desktop.env['SWAYSOCK'] === undefined,
};

export const NO_PORTAL: Limit = {
  text: 'shortcuts need a portal, or a command that the desktop binds to a key',
  link: 'using.md#shortcuts',
  async applies({ session, desktop }) {
    if (session !== 'wayland') return false;
    const portal = ['--dest', 'org.freedesktop.portal.Desktop', '--object-path', '/org/freedesktop/portal/desktop'];
    const get = [
      '--method',
      'org.freedesktop.DBus.Properties.Get',
      'org.freedesktop.portal.GlobalShortcuts',
      'version',
    ];
    return desktop.ask('gdbus', 'call', '--session', ...portal, ...get).then(
      () => false,
      () => true,
    );
  },
};
