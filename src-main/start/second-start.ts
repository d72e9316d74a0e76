import type { App } from 'electron';
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

/** Hands on what later starts ask, from the first one. @param listener called at once with those that have asked already. */
export type RequestKeeper = (listener: (request: Request) => void) => void;

/** Keep what later starts ask until somebody listens. Call before the app is ready. */
export function keepRequests(app: Pick<App, 'on'>): RequestKeeper {
  const waiting: Request[] = [];
  let take = (request: Request): void => {
    waiting.push(request);
  };
  app.on('second-instance', (_event, _args, _folder, data) => take(requestIn(data)));
  return (listener) => {
    take = listener;
    for (const request of waiting) listener(request);
  };
}
