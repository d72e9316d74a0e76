import { isAbsolute } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { LANGUAGES, PSEUDO_LANGUAGE } from '../../src-shared/languages.ts';
import { type Translate, translator } from '../../src-shared/strings.ts';
import { chooseLanguage } from '../start/environment.ts';
import { systemClock } from './clock.ts';
import { interruptsOurCode } from './fault-origin.ts';
import { type Log, logFolderIn, openLog } from './log.ts';
import { UserError } from './user-error.ts';

/** Ends the app: `reason` on the terminal, `words` in a dialog, exit code 1. */
export type End = (reason: string, words: () => string) => Promise<void>;

/** Takes an exception that nothing caught. */
export type Report = (error: unknown, when: 'starting' | 'running') => void;

/**
 * Return the report that has the log and the user's language. It ends the app, unless the exception came from the runtime
 * alone: code of ours that threw may have left its work half done.
 */
export function createReport(end: End): Report {
  return (error, when) => {
    if (error instanceof UserError) {
      void end(error.message, () => error.say(userLanguage()));
      return;
    }
    const logFolder = logFault(error, when);
    if (when === 'running' && !interruptsOurCode(error)) return;
    // Nobody would draw the bubble while the dialog waits for its reader.
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    void end(reason, () => {
      const t = userLanguage();
      const log = logFolder === null ? [] : [t('failure.log', { folder: logFolder })];
      return [t(when === 'starting' ? 'failure.starting' : 'failure.running'), reason, ...log].join('\n\n');
    });
  };
}

/** The user's language, as far as it can be known without the settings. */
function userLanguage(): Translate {
  const chosen =
    ([...LANGUAGES, PSEUDO_LANGUAGE] as const).find((language) => language === process.env['ASYSTENT_LANG']) ?? null;
  return translator(chooseLanguage(chosen, app.isReady() ? app.getPreferredSystemLanguages() : []));
}

/** The folder of the log; null without a profile. Before the start has chosen the profile, the environment may have. */
function currentLogFolder(): string | null {
  const given = process.env['ASYSTENT_PROFILE_DIR'];
  if (given) return isAbsolute(given) ? logFolderIn(given) : null;
  try {
    return logFolderIn(app.getPath('userData'));
  } catch {
    return null;
  }
}

/** Opened with the first fault and kept, so that repeated lines are counted. */
let faultLog: Log | null = null;

/** Write a fault into the log. @returns the log's folder; null when there is none. */
function logFault(error: unknown, when: 'starting' | 'running'): string | null {
  const logFolder = currentLogFolder();
  if (logFolder === null) return null;
  faultLog ??= openLog(logFolder, systemClock).log;
  faultLog(`fault while ${when}: ${error instanceof Error ? error.stack : String(error)}`);
  return logFolder;
}
