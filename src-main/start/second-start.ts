import type { App } from 'electron';
import * as v from 'valibot';
import { SHORTCUT_NAMES, type ShortcutName } from '../../src-shared/settings-limits.ts';

/** The request of a start to the overlay that runs already: to open its settings, to do nothing, or a shortcut's effect. */
export type Request = 'open-settings' | 'nothing' | ShortcutName;

const SentData = v.object({ request: v.picklist(['open-settings', 'nothing', ...SHORTCUT_NAMES]) });

/** Return a request as `additionalData` of Electron's lock, which takes it to the overlay that runs already. */
export function dataOf(request: Request): v.InferOutput<typeof SentData> {
  return { request };
}

/** Parse the data of another start. An older version sends none, and means the settings. */
export function requestIn(data: unknown): Request {
  const parsed = v.safeParse(SentData, data);
  return parsed.success ? parsed.output.request : 'open-settings';
}

/** Hands on the requests of later starts, from the first one. @param listener called at once with those that have come. */
export type RequestKeeper = (listener: (request: Request) => void) => void;

/** Keep the requests of later starts until somebody listens. Call before the app is ready. */
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
