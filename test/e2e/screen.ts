/** What the end-to-end tests see and do on the virtual screen, as a person would. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startInBackground } from '../../scripts/background-process.ts';
import { until } from '../../scripts/until.ts';
import { desktopEnv, onDesktop, screenshot } from './desktop.ts';

/** A point of the screen, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Moves the pointer and clicks there, as a hand would. */
export async function clickAt({ x, y }: Point): Promise<void> {
  await onDesktop('xdotool', 'mousemove', String(x), String(y), 'click', '1');
}

/** The X window that has the keyboard's focus. */
export async function focusedWindow(): Promise<string> {
  return (await onDesktop('xdotool', 'getwindowfocus')).trim();
}

/** The colour of one point of the screen, as it is really there. */
export async function colourAt({ x, y }: Point): Promise<{ red: number; green: number; blue: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-colour-'));
  try {
    const shot = join(folder, 'screen.png');
    await screenshot(shot);
    const crop = `1x1+${Math.round(x)}+${Math.round(y)}`;
    const text = await onDesktop('convert', shot, '-crop', crop, '-depth', '8', 'txt:-');
    const [red, green, blue] = /\((\d+),(\d+),(\d+)/.exec(text)?.slice(1).map(Number) ?? [];
    if (red === undefined || green === undefined || blue === undefined) throw new Error(`no colour in: ${text}`);
    return { red, green, blue };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An ordinary window under everything, with the focus, which counts the clicks that reach it. */
export interface WindowBelow {
  clicks(): number;
}

/** Opens a window as large as the screen's upper part. It is closed when the test ends. */
export async function openWindowBelow(): Promise<WindowBelow> {
  const folder = mkdtempSync(join(tmpdir(), 'asystent-below-'));
  const logFile = join(folder, 'xev.log');
  const args = ['-name', 'window-below', '-geometry', '1200x560+20+10', '-event', 'button'];
  const below = startInBackground('xev', args, { env: desktopEnv(), logFile });
  onTestFinished(async () => {
    await below.stop();
    rmSync(folder, { recursive: true });
  });
  const [id] = (
    await until('the window below', () =>
      onDesktop('xdotool', 'search', '--onlyvisible', '--name', '^window-below$').catch(() => ''),
    )
  ).split('\n');
  await onDesktop('xdotool', 'windowfocus', '--sync', id ?? '');
  return { clicks: () => readFileSync(logFile, 'utf8').match(/ButtonPress event/g)?.length ?? 0 };
}
