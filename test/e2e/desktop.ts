/** What the end-to-end tests share: a running overlay, and the screen it is on. */

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, inject, onTestFinished, TestRunner } from 'vitest';
import { overlayArguments } from '../../scripts/overlay-process.ts';
import { until } from '../../scripts/until.ts';

const CLOSE_TIMEOUT_MS = 5_000;

export interface OverlayOptions {
  /** Where the overlay looks for its client. Take them from `freePort()`. */
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** Default `en`. */
  readonly language?: 'pl' | 'en';
  /** Environment on top of what the overlay gets anyway. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningOverlay {
  readonly app: ElectronApplication;
  /** A folder of its own: settings, logs, single-instance lock. */
  readonly profile: string;
  /** The bubble's page. Waits for it: windows are created when there is something to show. */
  bubble(): Promise<Page>;
  /** The page of the buttons. */
  controls(): Promise<Page>;
  /** Quits the overlay and deletes its profile. */
  close(): Promise<void>;
}

const running = new Set<RunningOverlay>();

/**
 * Starts the built app on the virtual desktop, with a throw-away profile. It ends with `close()`, else with the test
 * it was started in, else with the test file.
 */
export async function launchOverlay(options: OverlayOptions): Promise<RunningOverlay> {
  const { electron } = inject('world');
  const profile = mkdtempSync(join(tmpdir(), 'asystent-profile-'));
  const app = await _electron.launch({
    executablePath: electron,
    args: overlayArguments(desktopEnv(), process.getuid?.()),
    env: {
      ...desktopEnv(),
      ASYSTENT_WS_PORTS: options.wsPorts.join(','),
      ASYSTENT_HTTP_PORTS: options.httpPorts.join(','),
      ASYSTENT_PROFILE_DIR: profile,
      ASYSTENT_LANG: options.language ?? 'en',
      ...options.env,
    },
  });
  const page = (name: string) =>
    until(`the window "${name}"`, () => app.windows().find((window) => window.url().includes(name)));
  const overlay: RunningOverlay = {
    app,
    profile,
    bubble: () => page('bubble'),
    controls: () => page('controls'),
    async close() {
      if (!running.delete(overlay)) return;
      const overdue = setTimeout(() => app.process().kill('SIGKILL'), CLOSE_TIMEOUT_MS);
      await app.close().catch(() => undefined);
      clearTimeout(overdue);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  running.add(overlay);
  if (TestRunner.getCurrentTest()) onTestFinished(overlay.close);
  return overlay;
}

afterAll(async () => {
  for (const overlay of running) await overlay.close();
});

/** The whole environment of a program that is to run on the virtual desktop. */
export function desktopEnv(): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { NODE_ENV: _, NODE_OPTIONS: __, ELECTRON_RUN_AS_NODE: ___, ...env } = Object.fromEntries(own);
  return { ...env, ...inject('world').desktopEnv };
}

/** Runs a program on the virtual desktop (`xdotool`, `xprop`, `gdbus`, …) and gives what it writes to stdout. */
export async function onDesktop(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { env: desktopEnv() });
  return stdout;
}

/** Saves what the virtual screen shows as a PNG file. */
export async function screenshot(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await onDesktop('import', '-silent', '-window', 'root', path);
}
