import type { OverlayState } from './overlay-state.ts';

/**
 * The state on its way to a page: one text. An object would be copied field by field on its way between the processes, and
 * again on its way from the preload script's world to the page's, which takes a quarter of the whole way from the client
 * to the document (measured on Electron 33).
 */
export function writeState(state: OverlayState): string {
  return JSON.stringify(state);
}

/** What `writeState` has written, on the page. Main is the only one who can have sent it. */
export function readState(message: string): OverlayState {
  return JSON.parse(message);
}
