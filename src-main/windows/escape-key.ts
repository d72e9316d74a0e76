import { globalShortcut } from 'electron';

/**
 * Call `onPress` when the user presses Esc, whichever window has the focus; the bubble's windows never have it. Use it for
 * the length of a drag only, because no other program gets the key meanwhile.
 * @returns a function that releases the key.
 */
export function holdEscapeKey(onPress: () => void): () => void {
  globalShortcut.register('Escape', onPress);
  return () => globalShortcut.unregister('Escape');
}
