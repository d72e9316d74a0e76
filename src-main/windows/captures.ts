/** The part of Electron's window that it needs. */
interface CapturedWindow {
  setContentProtection(isOn: boolean): void;
  on(event: 'show' | 'closed', listener: () => void): unknown;
}

/** Keeps windows out of screenshots, recordings and shared screens. */
export interface Captures {
  add(window: CapturedWindow): void;
  setKeptOut(isKeptOut: boolean): void;
}

/** The captures of the windows that float above all others. */
export const captures: Captures = createCaptures(process.platform);

/** Linux has nothing for it, and macOS heeds it up to version 14 (https://github.com/electron/electron/issues/48258). */
export function createCaptures(platform: NodeJS.Platform): Captures {
  const windows = new Set<CapturedWindow>();
  let isKeptOut = false;
  return {
    add(window) {
      if (platform === 'linux') return;
      windows.add(window);
      if (isKeptOut) window.setContentProtection(true);
      // On Windows, hiding ends it (https://github.com/electron/electron/issues/45844).
      window.on('show', () => {
        if (isKeptOut) window.setContentProtection(true);
      });
      window.on('closed', () => windows.delete(window));
    },
    setKeptOut(next) {
      if (next === isKeptOut) return;
      isKeptOut = next;
      for (const window of windows) window.setContentProtection(next);
    },
  };
}
