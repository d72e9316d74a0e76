import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startInBackground } from './background-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';

/** An ordinary window of GTK, which tells the events that reach it. */
export interface PlainWindow {
  /** How many presses of the button have reached it. */
  presses(): number;
  /** The names of the keys that have reached it. */
  keys(): readonly string[];
  hasFocus(): boolean;
  /** How often it has lost the focus. */
  focusLosses(): number;
  close(): Promise<void>;
}

export interface PlainWindowOptions {
  readonly title: string;
  readonly mode: 'maximized' | 'fullscreen' | 'normal' | 'bypassing';
  /** As CSS writes it. */
  readonly colour: string;
  readonly backend: 'x11' | 'wayland';
  /** Where it is in full screen, counted from the left; by default where it happens to be. */
  readonly display?: number;
}

/** Open a window, and wait until it is on the screen. @param env the whole environment of a program on that desktop. */
export async function openPlainWindow(
  env: NodeJS.ProcessEnv,
  { title, mode, colour, backend, display }: PlainWindowOptions,
): Promise<PlainWindow> {
  const scratch = makeScratchFolder('window');
  const logFile = join(scratch.path, 'window.log');
  const script = join(import.meta.dirname, 'plain-window.py');
  const at = display === undefined ? [] : [String(display)];
  const window = startInBackground('/usr/bin/python3', [script, title, mode, colour, ...at], {
    env: { ...env, GDK_BACKEND: backend },
    logFile,
  });
  const lines = () => readFileSync(logFile, 'utf8').split('\n');
  const close = async () => {
    await window.stop();
    scratch.remove();
  };
  try {
    await until(`the window "${title}"`, () => {
      window.assertRunning();
      return lines().some((line) => line.startsWith('shown '));
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    presses: () => lines().filter((line) => line.startsWith('press ')).length,
    keys: () => lines().flatMap((line) => /^key (.*)/.exec(line)?.[1] ?? []),
    hasFocus: () => lines().findLast((line) => line === 'focus' || line === 'no focus') === 'focus',
    focusLosses: () => lines().filter((line) => line === 'no focus').length,
    close,
  };
}
