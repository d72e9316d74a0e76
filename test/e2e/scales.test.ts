/** The bubble at every scale that a desktop may set, as pixels of the screen. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { connectToX } from '../../src-main/desktop/x-connection.ts';
import { shapesOf } from '../../src-main/desktop/x-shape.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import type { Anchor } from '../../src-shared/settings-limits.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { type Picture, readPicture } from '../lab/picture.ts';
import { openPlainWindow, type PlainWindow } from '../lab/plain-window.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { pixels, screenBox } from './placed-overlay.ts';
import type { Point } from './screen.ts';
import { profileWith } from './settings-page.ts';

const SCREEN = { width: 1920, height: 1200 };
const ANSWER =
  'It is seven degrees in Leeds, and raining. It will clear up in the afternoon, with four degrees at night.';
/** A window of this colour has no bright pixels. */
const DARK = '#102030';
const isBright = (red: number, green: number, blue: number) => Math.min(red, green, blue) > 150;

let desktop: VirtualDesktop;
let below: PlainWindow;
beforeAll(async () => {
  desktop = await startVirtualDesktop({ ...SCREEN, panel: false });
  below = await openPlainWindow(desktop.env, { title: 'below', mode: 'fullscreen', colour: DARK, backend: 'x11' });
});
afterAll(async () => {
  await below.close();
  await desktop.stop();
});

/** Return the smallest rectangle around the bright pixels of an area, which is inside the picture. */
function brightPart({ width, pixels: bytes }: Picture, area: Rectangle): Rectangle {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (let y = area.y; y < area.y + area.height; y += 1) {
    for (let x = area.x; x < area.x + area.width; x += 1) {
      const at = (y * width + x) * 3;
      if (!isBright(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const times = (scale: number, { x, y, width, height }: Rectangle): Rectangle => ({
  x: Math.round(x * scale),
  y: Math.round(y * scale),
  width: Math.round(width * scale),
  height: Math.round(height * scale),
});

/** Where a window is on the screen, in pixels, and which part of it takes the pointer. */
async function windowOf(overlay: RunningOverlay, name: 'bubble' | 'controls') {
  const id = await overlay.app.evaluate(
    ({ BrowserWindow }, page) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().includes(page))
        ?.getNativeWindowHandle()
        .readUInt32LE(0),
    name,
  );
  const told = execFileSync('xwininfo', ['-id', String(id)], { env: desktop.env, encoding: 'utf8' });
  const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?\\d+)`).exec(told)?.[1]);
  const x = await connectToX(desktop.env);
  onTestFinished(x.close);
  const input = (await (await shapesOf(x))?.inputOf(id ?? 0)) ?? [];
  return {
    bounds: {
      x: number('Absolute upper-left X'),
      y: number('Absolute upper-left Y'),
      width: number('Width'),
      height: number('Height'),
    },
    input,
  };
}

const click = (point: Point) =>
  execFileSync('xdotool', ['mousemove', ...pixels(point), 'click', '1'], { env: desktop.env });

it.each<[percent: number, anchor: Anchor, set: 'Xft.dpi' | 'GDK_SCALE']>([
  [100, 'top', 'Xft.dpi'],
  [125, 'bottom-right', 'Xft.dpi'],
  [150, 'left', 'Xft.dpi'],
  [175, 'top-right', 'Xft.dpi'],
  [200, 'bottom', 'GDK_SCALE'],
  [250, 'right', 'Xft.dpi'],
  [300, 'top-left', 'GDK_SCALE'],
])(
  'at %i percent and at the anchor %s the bubble is drawn whole, and takes exactly its own clicks',
  async (percent, anchor, set) => {
    const scale = percent / 100;
    const dpi = set === 'Xft.dpi' ? 96 * scale : 96;
    execFileSync('xrdb', ['-merge', '-'], { env: desktop.env, input: `Xft.dpi: ${dpi}\n` });
    const ports = await testPorts();
    const { client, commands } = await startClient(ports);
    const overlay = await launchOverlay({
      ...ports,
      env: { ...desktop.env, ...(set === 'GDK_SCALE' ? { GDK_SCALE: String(scale) } : {}) },
      profile: profileWith({
        version: 2,
        appearance: { theme: 'light', reducedMotion: 'always' },
        position: { anchor },
        behaviour: { visibility: 'always' },
      }),
    });
    // An answer of before is not shown.
    await until('the overlay at its client', () => client.overlays() === 1);
    client.update({ status: 'mówię', is_speaking: true, text: ANSWER });
    const page = await bubbleIn(overlay, 'speaking');
    const controls = await overlay.controls();
    await controls.waitForSelector('button[data-command="stop_tts"]', { state: 'attached' });
    await motionEnded(page);
    await motionEnded(controls);

    const on = await overlay.app.evaluate(({ screen }) => screen.getPrimaryDisplay());
    expect(on.scaleFactor).toBe(scale);
    const pill = times(scale, await screenBox(page, '.pill'));
    const card = times(scale, await screenBox(page, '.card'));
    const margin = SHADOW_MARGIN * scale;
    // The edges of the screen may be beside the coordinates that are whole pixels.
    const near = (pixel: number) => [expect.toSatisfy((value: number) => Math.abs(value - pixel) <= 4 * scale)];
    if (anchor.includes('left')) expect([pill.x]).toEqual(near(margin));
    if (anchor.includes('right')) expect([pill.x + pill.width]).toEqual(near(SCREEN.width - margin));
    if (anchor.includes('top')) expect([pill.y]).toEqual(near(margin));
    if (anchor.includes('bottom')) expect([pill.y + pill.height]).toEqual(near(SCREEN.height - margin));

    // The windows are where the overlay put them, and take the pointer only where their pages draw buttons.
    const bubbleWindow = await windowOf(overlay, 'bubble');
    const controlsWindow = await windowOf(overlay, 'controls');
    expect(bubbleWindow.input).toEqual([]);
    const handle = times(scale, await screenBox(controls, '[data-testid="handle"]'));
    const stop = times(scale, await screenBox(controls, 'button[data-command="stop_tts"]'));
    const toggle = times(scale, await screenBox(controls, 'button[data-command="toggle_monitoring"]'));
    const { bounds } = controlsWindow;
    expect(controlsWindow.input).toEqual([
      {
        x: handle.x - bounds.x,
        y: pill.y - bounds.y,
        width: toggle.x + toggle.width - handle.x,
        height: pill.height,
      },
    ]);

    // Each is whole on the screen, and nothing else is bright.
    const file = join(PROJECT_ROOT, `out/screens/scales/${percent}.png`);
    let picture: Picture | null = null;
    const onScreen = async () => {
      await desktop.screenshot(file);
      picture = await readPicture(file);
      const gap = Math.floor(5 * scale);
      const band = ({ y, height }: Rectangle) => ({
        x: 0,
        y: Math.max(0, y - gap),
        width: SCREEN.width,
        height: Math.min(height + 2 * gap, SCREEN.height - Math.max(0, y - gap)),
      });
      const around = (box: Rectangle) =>
        brightPart(picture ?? { width: 0, height: 0, pixels: Buffer.alloc(0) }, band(box));
      return [around(pill), around(card)].map(({ x, y, width, height }) => [x, y, x + width, y + height]);
    };
    const edges = [pill, card].map(({ x, y, width, height }) => [x, y, x + width, y + height]);
    const isWhole = (seen: readonly (readonly number[])[]) =>
      seen.every((of, which) =>
        of.every((edge, at) => Math.abs(edge - (edges[which]?.[at] ?? Number.NaN)) <= scale + 1),
      );
    await expect.poll(onScreen, { timeout: 5_000, interval: 200 }).toSatisfy(isWhole);

    const middleY = pill.y + Math.floor(pill.height / 2);
    const beside: readonly Point[] = [
      { x: handle.x - 1, y: middleY },
      { x: toggle.x + toggle.width, y: middleY },
      { x: stop.x, y: pill.y - 1 },
      { x: stop.x, y: pill.y + pill.height },
      bubbleWindow.bounds,
    ];
    for (const [index, point] of beside.entries()) {
      const before = below.presses();
      click(point);
      await until(`the click beside the controls (${index})`, () => below.presses() === before + 1);
    }
    const before = below.presses();
    click({ x: handle.x, y: pill.y });
    click({ x: stop.x, y: pill.y });
    await until('the first command', () => commands.length === 1);
    await bubbleIn(overlay, 'ready');
    click({ x: toggle.x + toggle.width - 1, y: pill.y + pill.height - 1 });
    await until('the second command', () => commands.length === 2);
    expect(commands).toEqual(['stop_tts', 'toggle_monitoring']);
    expect(below.presses()).toBe(before);
  },
);
