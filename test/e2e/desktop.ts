/** What the end-to-end tests share: a running overlay, and the screen it is on. */

import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, inject, onTestFinished, TestRunner } from 'vitest';
import type { Language } from '../../src-shared/languages.ts';
import { driveOverlay, type RunningOverlay } from '../lab/overlay-driver.ts';

export interface LaunchOptions {
  /** Where the overlay looks for its client; none: its settings say. Take them from `freePort()`. */
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
  /** Default `en`; null: its settings say. */
  readonly language?: Language | null;
  /** A folder that is there and stays; default: a throw-away one. */
  readonly profile?: string;
  /** Whether it may open the window of the first run. */
  readonly isFirstRun?: boolean;
  /** Environment on top of what the overlay gets anyway. */
  readonly env?: Readonly<Record<string, string>>;
}

const launched: RunningOverlay[] = [];

/**
 * Starts the built app on the virtual desktop. It ends with `close()`, else with the test
 * it was started in, else with the test file.
 */
export async function launchOverlay({ language = 'en', env, ...options }: LaunchOptions): Promise<RunningOverlay> {
  const { electron } = inject('harness');
  const overlay = await driveOverlay({ electron, env: { ...desktopEnv(), ...env }, language, ...options });
  launched.push(overlay);
  if (TestRunner.getCurrentTest()) onTestFinished(overlay.close);
  return overlay;
}

afterAll(async () => {
  for (const overlay of launched) await overlay.close();
});

/** The whole environment of a program that is to run on the virtual desktop, which no other file uses meanwhile. */
export function desktopEnv(): Record<string, string> {
  // Vitest numbers from 1 the files that run at a time.
  const env = inject('harness').desktopEnvs[Number(process.env['VITEST_POOL_ID']) - 1];
  if (env === undefined) throw new Error('there are fewer desktops than files that run at a time');
  return env;
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

/** The size of the virtual screen in pixels. */
export function screenSize(): { readonly width: number; readonly height: number } {
  return inject('harness').screen;
}
