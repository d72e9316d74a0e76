/** The dialog in which the app tells why it ends. */

import { until } from '../lab/until.ts';
import { onDesktop } from './desktop.ts';

const APP_NAME = 'Asystent Overlay';

/** Waits for the app's dialog. Its text is in no window property. */
export async function findDialog(): Promise<string> {
  return until('the dialog', async () => {
    const found = await onDesktop('xdotool', 'search', '--onlyvisible', '--name', `^(Error|${APP_NAME})$`).catch(
      () => '',
    );
    for (const id of found.split('\n').filter(Boolean)) {
      const type = await onDesktop('xprop', '-id', id, '_NET_WM_WINDOW_TYPE').catch(() => '');
      if (type.includes('DIALOG')) return id;
    }
    return null;
  });
}

/** Has the user read it. */
export async function closeDialog(dialog: string): Promise<void> {
  // The dialog closes when the key goes down, and xdotool may find nothing left to send its release to.
  await onDesktop('xdotool', 'key', '--window', dialog, 'Return').catch(() => '');
  // A key that stays down repeats, and would close the next dialog at once.
  await onDesktop('xdotool', 'keyup', 'Return').catch(() => '');
  await onDesktop('xdotool', 'windowclose', dialog).catch(() => '');
}
