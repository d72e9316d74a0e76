import { realpathSync } from 'node:fs';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { Page as PageName } from '../../src-shared/pages.ts';
import type { Section, Settings } from '../../src-shared/settings.ts';
import { evaluateOnce } from './evaluate-once.ts';
import { leaveFirstRunBehind, overlayArguments, overlayEnvironment, writeSettings } from './overlay-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';

const CLOSE_TIMEOUT_MS = 5_000;

export interface OverlayOptions {
  /** The Electron executable. */
  readonly electron: string;
  /** The whole environment of the overlay, which the fields below extend. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it looks for its client; if empty, its settings decide. */
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** null: its settings decide. */
  readonly language: Language | null;
  /** An existing folder, which is kept; by default, a folder that is deleted with the overlay. */
  readonly profile?: string;
  /** The settings that the profile gets; the others have their defaults. */
  readonly settings?: { readonly [Name in Section]?: Partial<Settings[Name]> };
  /** Whether a profile without settings stays so: the overlay then opens the window of the first run. */
  readonly isFirstRun?: boolean;
}

/** A running overlay, driven by Playwright. */
export interface RunningOverlay {
  /** Its `evaluate` is reliable (evaluate-once.ts); `evaluateHandle` would lose answers. */
  readonly app: Omit<ElectronApplication, 'evaluateHandle'>;
  /** The folder of settings, logs and single-instance lock. */
  readonly profile: string;
  /** Wait for a page. Windows open when there is something to show. */
  page(name: PageName): Promise<Page>;
  bubble(): Promise<Page>;
  controls(): Promise<Page>;
  /** Quit the overlay and delete its profile. May be called again. */
  close(): Promise<void>;
}

/**
 * Start the built app under Playwright.
 * @throws when the runtime belongs to another checkout: Electron prefers the app in its own folder to the command line's.
 */
export async function driveOverlay(options: OverlayOptions): Promise<RunningOverlay> {
  const scratch = makeScratchFolder('profile');
  const profile = options.profile ?? scratch.path;
  if (options.settings !== undefined) writeSettings(profile, options.settings);
  else if (options.isFirstRun !== true) leaveFirstRunBehind(profile);
  const app = await _electron.launch({
    executablePath: options.electron,
    // Playwright would otherwise make every page light, whatever the settings say.
    colorScheme: null,
    args: overlayArguments(options.env, process.getuid?.()),
    env: { ...options.env, ...overlayEnvironment({ ...options, profile }) },
  });
  app.evaluate = evaluateOnce(app.evaluate.bind(app));
  const page = (name: PageName) =>
    until(`the window "${name}"`, () => app.windows().find((window) => window.url().includes(name)));
  const end = async () => {
    const overdue = setTimeout(() => app.process().kill('SIGKILL'), CLOSE_TIMEOUT_MS);
    await app.close().catch(() => undefined);
    clearTimeout(overdue);
    scratch.remove();
  };
  let ended: Promise<void> | null = null;
  const started = await app.evaluate(({ app: theApp }) => theApp.getAppPath());
  if (realpathSync(started) !== realpathSync(PROJECT_ROOT)) {
    await end();
    throw new Error(`${options.electron} starts ${started}, not this checkout; fetch a runtime of its own for it`);
  }
  return {
    app,
    profile,
    page,
    bubble: () => page('bubble'),
    controls: () => page('controls'),
    close() {
      ended ??= end();
      return ended;
    },
  };
}

/** Longer than the overlay drops presses after its buttons have moved (bubble-windows.ts). */
export const AT_REST_MS = 450;

/** Wait until a page's finite motions are over. */
export async function motionEnded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // The fade of the last phase begins a frame after the change.
    while (document.querySelector('[class*="leaves-"]') !== null) await new Promise((next) => setTimeout(next, 5));
    const passing = document
      .getAnimations()
      .filter((motion) => motion.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((motion) => motion.finished));
  });
}
