import { globalShortcut } from 'electron';

/**
 * Calls `onPress` when the user presses Esc, whichever window has the focus; the overlay's never do. For the length of a
 * drag only: meanwhile no other program gets the key.
 * @returns what gives the key back.
 */
export function holdEscapeKey(onPress: () => void): () => void {
  globalShortcut.register('Escape', onPress);
  return () => globalShortcut.unregister('Escape');
}
