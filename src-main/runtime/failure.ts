import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { type Translate, translator } from '../../src-shared/strings.ts';
import { chooseLanguage } from '../start/environment.ts';
import { systemClock } from './clock.ts';
import { type Log, logFolderIn, openLog } from './log.ts';
import type { UserError } from './user-error.ts';

/** The app is not ready before its desktop is; without one it never is, and nobody would see a dialog. */
const READY_TIMEOUT_MS = 5_000;

let isEnding = false;

/** Opened once, with the first fault, so that repeated lines are counted. */
let faultLog: Log | null = null;

/** The user's language, as far as it can be known without the settings. */
function translateNow(): Translate {
  const chosen = LANGUAGES.find((language) => language === process.env['ASYSTENT_LANG']) ?? null;
  return translator(chooseLanguage(chosen, app.isReady() ? app.getPreferredSystemLanguages() : []));
}

/** Where there is nothing to show a dialog on, the terminal alone tells. */
function isWithoutDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY;
}

/** A dialog before the app is ready would be none, on Linux, and in a language that need not be the user's. */
async function readyForDialog(): Promise<void> {
  // Chromium would end the process by a signal.
  if (isWithoutDisplay()) app.exit(1);
  await Promise.race([app.whenReady(), new Promise((resolve) => setTimeout(resolve, READY_TIMEOUT_MS))]);
}

/**
 * Have Electron use a temporary folder, deleted at the end: it needs one to show a dialog, and the profile's may be the
 * problem. A failed start creates or changes nothing of the user's.
 */
function comeUpElsewhere(): void {
  if (app.isReady()) return;
  try {
    const folder = mkdtempSync(join(tmpdir(), 'asystent-overlay-'));
    app.setPath('userData', folder);
    app.setPath('sessionData', folder);
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  } catch {
    // Then only the terminal says so, and Electron ends by itself.
  }
}

/** Ends the app over something that the user has to correct: to the terminal and in a dialog, exit code 1. */
export async function endOverUserError(error: UserError): Promise<void> {
  process.stderr.write(`asystent-overlay: ${error.message}\n`);
  comeUpElsewhere();
  await readyForDialog();
  const t = translateNow();
  dialog.showErrorBox(t('app.name'), error.say(t));
  app.exit(1);
}

/** The folder of the log; null when there is no profile. Before the start has chosen it, the environment may have. */
function logFolderNow(): string | null {
  const given = process.env['ASYSTENT_PROFILE_DIR'];
  if (given) return isAbsolute(given) ? logFolderIn(given) : null;
  try {
    return logFolderIn(app.getPath('userData'));
  } catch {
    return null;
  }
}

/** Writes a fault into the log. @returns the log's folder; null when there is none. */
export function noteFault(error: unknown, when: 'starting' | 'running'): string | null {
  const logFolder = logFolderNow();
  if (logFolder === null) return null;
  faultLog ??= openLog(logFolder, systemClock).log;
  faultLog(`fault while ${when}: ${error instanceof Error ? error.stack : String(error)}`);
  return logFolder;
}

/**
 * Ends the app over a fault: into the log, to whoever looks at the terminal, to the user in a dialog, exit code 1. The
 * first fault only: what follows from it would hide it.
 * @param when whether the app was still starting.
 */
export async function endOverFault(error: unknown, when: 'starting' | 'running'): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const logFolder = noteFault(error, when);
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`asystent-overlay: ${reason}\n`);

  // A bubble that nobody draws any more must not stay while the dialog waits for its reader.
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  if (logFolder === null) comeUpElsewhere();
  await readyForDialog();
  const t = translateNow();
  const said = [t(when === 'starting' ? 'failure.starting' : 'failure.running'), reason];
  if (logFolder !== null) said.push(t('failure.log', { folder: logFolder }));
  dialog.showErrorBox(t('app.name'), said.join('\n\n'));
  app.exit(1);
}
