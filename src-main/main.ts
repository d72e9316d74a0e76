// The entry. It loads every module of ours by a dynamic import, so that a fault at load reaches the user as well.

import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Report } from './runtime/failure.ts';

const APP_NAME = 'Asystent Overlay';

/** The app is not ready before its desktop is; without one it never is, and nobody would see a dialog. */
const READY_TIMEOUT_MS = 5_000;

let isEnding = false;

/** Whether the user or the system has asked the app to end. */
let isQuitting = false;
app.once('before-quit', () => {
  isQuitting = true;
});

/**
 * End the app: `reason` on the terminal, `words` in a dialog unless the app quits already, exit code 1. Only the first call counts,
 * because the faults that follow from it would hide it.
 * @param words called when the app is ready, because only then does the system tell the user's languages.
 */
async function end(reason: string, words: () => string): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  process.stderr.write(`asystent-overlay: ${reason}\n`);
  // A dialog would keep an app that nobody wants to see any more.
  if (isQuitting) return app.exit(1);
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  // Without a display, Chromium would end the process by a signal.
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return app.exit(1);
  if (!app.isReady()) switchToTemporaryFolder();
  // On Linux, a dialog before that is only a line on the terminal.
  await Promise.race([app.whenReady(), new Promise((resolve) => setTimeout(resolve, READY_TIMEOUT_MS))]);
  dialog.showErrorBox(APP_NAME, words());
  app.exit(1);
}

/** Electron writes to a folder before it shows a dialog. The profile's may be the problem, and a failed start leaves it alone. */
function switchToTemporaryFolder(): void {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'asystent-overlay-'));
    app.setPath('userData', folder);
    app.setPath('sessionData', folder);
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  } catch {
    // The line on the terminal is all there is, and Electron ends by itself.
  }
}

/** Reports a fault in English, until the module is loaded that has the log and the user's language. */
let report: Report = (error) => {
  const reason = error instanceof Error ? error.message : String(error);
  void end(reason, () => `The overlay could not start.\n\n${reason}`);
};

process.on('uncaughtException', (error) => report(error, 'running'));

try {
  // Nothing else is loaded for a verb, such as `asystent-overlay status`: people wait for it, and bars start it often.
  const args = process.argv.slice(1);
  const isWord = (arg: string) => !arg.startsWith('-');
  // Without a package, the first word is the app's folder.
  const words = app.isPackaged ? args : args.slice(args.findIndex(isWord) + 1);
  if (words.some(isWord)) {
    const { verbIn } = await import('./control-socket/verb-in.ts');
    const call = verbIn(words);
    if (call !== null) {
      const { runVerb } = await import('./control-socket/run-verb.ts');
      const profileDir = process.env['ASYSTENT_PROFILE_DIR'] || null;
      // By their numbers: as a stream of Node, a pipe that is full would be an error.
      const print = (text: string) => void writeSync(1, text);
      const printError = (text: string) => void writeSync(2, text);
      const input = () => process.stdin.setEncoding('utf8');
      app.exit(await runVerb({ ...call, profileDir, command: 'asystent-overlay', input, print, printError }));
    }
  }
  const { readOwnTexts } = await import('./runtime/texts.ts');
  readOwnTexts(app.getAppPath());
  const { createReport } = await import('./runtime/failure.ts');
  report = createReport(end);
  const { setChromiumSwitches } = await import('./runtime/chromium-switches.ts');
  setChromiumSwitches(app);
  // Awaited: Electron gets ready only after this file, and some calls must come before.
  const { mayStart } = await import('./start/revive.ts');
  if (await mayStart()) {
    const { begin } = await import('./begin.ts');
    // Not awaited: it waits for the app to be ready.
    begin()
      .then(async (begun) => {
        if (begun === null) return;
        const { startApp } = await import('./app.ts');
        if (!isQuitting) startApp(begun);
      })
      .catch((error) => report(error, 'starting'));
  } else app.exit(0);
} catch (error) {
  report(error, 'starting');
}
