/** The virtual screen of the end-to-end tests: its pixels, its pointer and its keyboard. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { startInBackground } from '../lab/background-process.ts';
import { until } from '../lab/until.ts';
import { desktopEnv, onDesktop } from './desktop.ts';

const LARGEST_PIECE_BYTES = 16 * 1024 * 1024;

/** A point of the screen, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Moves the pointer and clicks there, as a hand would. */
export async function clickAt({ x, y }: Point, button: 'left' | 'right' = 'left'): Promise<void> {
  await onDesktop('xdotool', 'mousemove', String(x), String(y), 'click', button === 'left' ? '1' : '3');
}

/** The X window that has the keyboard's focus; empty while it passes from one to another. */
export async function focusedWindow(): Promise<string> {
  return (await onDesktop('xdotool', 'getwindowfocus').catch(() => '')).trim();
}

/** The parts of a pixel, from 0 to 255. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** A piece of the screen, as it is really there: rows of pixels from top to bottom. */
export async function pixelsIn({ x, y, width, height }: Rectangle): Promise<readonly (readonly Colour[])[]> {
  const crop = ['-crop', `${width}x${height}+${Math.round(x)}+${Math.round(y)}`, '+repage', '-depth', '8', 'rgb:-'];
  const { stdout } = await promisify(execFile)('import', ['-silent', '-window', 'root', ...crop], {
    env: desktopEnv(),
    encoding: 'buffer',
    maxBuffer: LARGEST_PIECE_BYTES,
  });
  if (stdout.length !== width * height * 3)
    throw new Error(`not all of it is on the screen: ${width}x${height}+${x}+${y}`);
  const colourOf = (pixel: number): Colour => {
    const [red = 0, green = 0, blue = 0] = stdout.subarray(pixel * 3, pixel * 3 + 3);
    return { red, green, blue };
  };
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (__, column) => colourOf(row * width + column)),
  );
}

/** The colour of one point of the screen. */
export async function colourAt({ x, y }: Point): Promise<Colour> {
  const [[colour] = []] = await pixelsIn({ x, y, width: 1, height: 1 });
  if (colour === undefined) throw new Error(`no colour at ${x}, ${y}`);
  return colour;
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
