/** An overlay that is shown somewhere on the desktop, and where its windows really are. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { serializeSettings } from '../../src-main/settings/settings-file.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src-shared/settings.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay } from './desktop.ts';
import type { Point } from './screen.ts';

export interface PlacedSettings {
  readonly position?: Partial<Settings['position']>;
  readonly appearance?: Partial<Settings['appearance']>;
  readonly behaviour?: Partial<Settings['behaviour']>;
}

/** Starts an overlay with settings, and a client that is thinking. All of it ends with the test. */
export async function launchPlaced(settings: PlacedSettings, env: Readonly<Record<string, string>> = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'asystent-placed-'));
  // Registered first, and so done last: the overlay writes into it as it ends.
  onTestFinished(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const file = {
    ...DEFAULT_SETTINGS,
    position: { ...DEFAULT_SETTINGS.position, ...settings.position },
    appearance: { ...DEFAULT_SETTINGS.appearance, ...settings.appearance },
    behaviour: { ...DEFAULT_SETTINGS.behaviour, ...settings.behaviour },
  };
  writeFileSync(join(profile, 'settings.json'), serializeSettings(file));
  const ports = await testPorts();
  const { client, commands } = await startClient(ports);
  const launch = async () => {
    const overlay = await launchOverlay({ ...ports, profile, env, language: 'pl' });
    client.update({ status: 'myślę', wake_word_detected: true });
    await motionEnded(await bubbleIn(overlay, 'thinking'));
    const controls = await overlay.controls();
    await controls.waitForSelector('[data-testid="handle"]', { state: 'attached' });
    await motionEnded(controls);
    return overlay;
  };
  return {
    client,
    commands,
    overlay: await launch(),
    /** Starts it again with the settings that it left behind. */
    relaunch(overlay: RunningOverlay) {
      return overlay.close().then(launch);
    },
  };
}

export interface PlacedWindows {
  readonly bubbles: readonly Rectangle[];
  readonly controls: readonly Rectangle[];
}

/** The overlay's windows on the screen, from left to right. */
export async function placedWindows(overlay: RunningOverlay): Promise<PlacedWindows> {
  const windows = await overlay.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => ({ url: window.webContents.getURL(), bounds: window.getBounds() })),
  );
  const of = (name: string) =>
    windows
      .filter(({ url }) => url.includes(name))
      .map(({ bounds }) => bounds)
      .sort((a, b) => a.x - b.x);
  return { bubbles: of('bubble'), controls: of('controls') };
}

/** The area of a display that panels leave free. */
export async function workArea(overlay: RunningOverlay): Promise<Rectangle> {
  return overlay.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
}

/** Where an element is on the screen. */
export async function screenBox(page: Page, selector: string): Promise<Rectangle> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (element === null) throw new Error(`not there: ${wanted}`);
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: window.screenX + x, y: window.screenY + y, width, height };
  }, selector);
}

/** A point as the arguments of a program. */
export const pixels = ({ x, y }: Point): readonly string[] => [String(Math.round(x)), String(Math.round(y))];

/** How many moves a pull is made of. */
const PULL_STEPS = 12;

/** Presses the left button at one point and moves to another, as a hand does, without letting go. */
export function pull(from: Point, to: Point, env: NodeJS.ProcessEnv = desktopEnv()): void {
  execFileSync('xdotool', ['mousemove', ...pixels(from), 'mousedown', '1'], { env });
  for (let step = 1; step <= PULL_STEPS; step += 1) {
    const part = step / PULL_STEPS;
    const point = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
    execFileSync('xdotool', ['mousemove', ...pixels(point)], { env });
  }
}

export function letGo(env: NodeJS.ProcessEnv = desktopEnv()): void {
  execFileSync('xdotool', ['mouseup', '1'], { env });
}
