/** The looks of the bubble, over different backgrounds. */

import { onTestFinished } from 'vitest';
import type { Phase } from '../../src-shared/overlay-state.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { showWallpaper, type Wallpaper } from '../lab/wallpaper.ts';
import { screenPoint } from './bubble.ts';
import { desktopEnv, onDesktop } from './desktop.ts';
import { placedWindows, screenBox } from './placed-overlay.ts';
import { type Colour, colourAt } from './screen.ts';

/** The phases' colours, as tokens.css has them. */
const QUIET: Colour = { red: 0x8a, green: 0x94, blue: 0xa0 };
export const TONE: Readonly<Record<Phase, Colour>> = {
  connecting: QUIET,
  ready: { red: 0x8b, green: 0x7c, blue: 0xf6 },
  paused: QUIET,
  listening: { red: 0x4c, green: 0xaf, blue: 0x50 },
  thinking: { red: 0xff, green: 0x98, blue: 0x00 },
  speaking: { red: 0x21, green: 0x96, blue: 0xf3 },
  error: { red: 0xf4, green: 0x43, blue: 0x36 },
  offline: QUIET,
};

/** Of a notice. */
export const NOTICE_TONE: Colour = { red: 0xe6, green: 0x6a, blue: 0xc6 };

/** Whether two colours are the same: the compositor rounds, and the screen must show no other one. */
export const isLike = (seen: Colour, expected: Colour) =>
  Math.max(
    ...[seen.red - expected.red, seen.green - expected.green, seen.blue - expected.blue].map((by) => Math.abs(by)),
  ) < 48;

/** The colour around the picture in the pill, on the screen. */
export async function orbColour(overlay: RunningOverlay): Promise<Colour> {
  const orb = await screenPoint(await overlay.bubble(), '.orb');
  return colourAt({ x: orb.x, y: orb.y - 14 });
}

export type Look = 'light' | 'dark' | 'forced-colors';

/** Puts a wallpaper on the virtual desktop; the plain one is back when the test ends. */
export async function showOnWallpaper(wallpaper: Wallpaper): Promise<void> {
  onTestFinished(() => showWallpaper('plain', desktopEnv()));
  await showWallpaper(wallpaper, desktopEnv());
}

/** Of the bubble's surface over any wallpaper; forced colours are drawn dark here, and that is black. */
const BRIGHTNESS: Readonly<Record<Look, readonly [least: number, most: number]>> = {
  light: [0.8, 1],
  dark: [0.05, 0.2],
  'forced-colors': [0, 0],
};

const brightness = ({ red, green, blue }: Colour) => (red + green + blue) / 3 / 255;

/** Where no button is. */
const POINTER_ASIDE = ['5', '400'] as const;

/** Draws the bubble in a way, whatever the settings say, and waits until the screen shows it so, without the pointer on it. */
export async function lookLike(overlay: RunningOverlay, look: Look): Promise<void> {
  await onDesktop('xdotool', 'mousemove', ...POINTER_ASIDE);
  const bubble = await overlay.bubble();
  for (const page of [await overlay.controls(), bubble]) {
    await page.emulateMedia({ colorScheme: null, forcedColors: look === 'forced-colors' ? 'active' : null });
  }
  const theme: 'light' | 'dark' = look === 'light' ? 'light' : 'dark';
  await overlay.app.evaluate(({ nativeTheme }, source: typeof theme) => {
    nativeTheme.themeSource = source;
  }, theme);
  const [darkest, brightest] = BRIGHTNESS[look];
  let seen = '';
  await until(
    () => `a ${look} bubble on the screen; seen: ${seen}`,
    async () => {
      // Between the words and the handle, there is nothing but the surface. A bubble that has only just come may still
      // be put in its place, and its words make room for one button more.
      const words = await screenBox(bubble, '.words');
      const point = { x: words.x + words.width + 2, y: words.y + 8 };
      const colour = await colourAt(point);
      seen = JSON.stringify({ ...point, ...colour, windows: await placedWindows(overlay) });
      return darkest <= brightness(colour) && brightness(colour) <= brightest;
    },
  );
}
