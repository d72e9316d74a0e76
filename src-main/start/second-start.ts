import * as v from 'valibot';
import { SHORTCUT_NAMES, type ShortcutName } from '../../src-shared/settings-limits.ts';

/** What a start asks of the overlay that runs already: to open its settings, to do nothing, or what a shortcut does. */
export type Request = 'open-settings' | 'nothing' | ShortcutName;

const SentData = v.object({ request: v.picklist(['open-settings', 'nothing', ...SHORTCUT_NAMES]) });

/** Return what a start sends to the overlay that runs already, as `additionalData` of Electron's lock. */
export function dataOf(request: Request): v.InferOutput<typeof SentData> {
  return { request };
}

/** Read what another start has sent. An older version sends nothing, and means the settings. */
export function requestIn(data: unknown): Request {
  const parsed = v.safeParse(SentData, data);
  return parsed.success ? parsed.output.request : 'open-settings';
}
