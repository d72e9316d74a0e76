import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { activeWindowArea, pointerPosition } from '../../src-main/desktop/x-server.ts';
import { click } from '../lab/hand.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { openPlainWindow } from '../lab/plain-window.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { until } from '../lab/until.ts';
import { launchPlaced, placedWindows } from './placed-overlay.ts';

/** A new window or display takes sway a moment. */
const PATIENCE = { timeout: 10_000 };

it('in a Wayland session the bubble follows pointer and focus while X11 windows have them, and on sway the focus of any', async () => {
  const desktop = await startDesktop('sway');
  onTestFinished(desktop.stop);
  const sway = (...command: readonly string[]) => desktop.ask('swaymsg', command.join(' '));
  await sway('focus_follows_mouse no');
  await sway('mouse_warping none');
  await sway('create_output');
  // The second display is on its side.
  await sway('output HEADLESS-2 resolution 1024x768 position 1280 0 transform 90');
  /** The hand takes both displays together, of 2048 × 1024, for a screen of 1280 × 800. */
  const press = (x: number, y: number) => click(desktop.hand, { x: (x * 1280) / 2048, y: (y * 800) / 1024 });
  const open = async (output: number, title: string, backend: 'x11' | 'wayland') => {
    await sway(`focus output HEADLESS-${output}`);
    const window = await openPlainWindow(desktop.env, { title, mode: 'normal', colour: '#3465a4', backend });
    onTestFinished(window.close);
    return { focus: () => sway(`[title="^${title}$"] focus`) };
  };
  const left = await open(1, 'wayland-left', 'wayland');
  const right = await open(2, 'x11-right', 'x11');

  // The X server last hears of the pointer on the right.
  await press(1600, 700);
  await expect.poll(async () => (await pointerPosition(desktop.env))?.isOverWindow, PATIENCE).toBe(true);
  await press(300, 600);
  await left.focus();
  await expect.poll(async () => (await pointerPosition(desktop.env))?.isOverWindow, PATIENCE).toBe(false);
  await expect.poll(() => activeWindowArea(desktop.env), PATIENCE).toBeNull();

  const { client, overlay } = await launchPlaced({ position: { display: 'cursor' } }, desktop.env);
  const displays = await overlay.app.evaluate(({ screen }) =>
    screen.getAllDisplays().map(({ bounds, rotation }) => ({ ...bounds, rotation })),
  );
  expect(displays).toMatchObject([
    { x: 0, y: 0, width: 1280, height: 800 },
    { x: 1280, y: 0, width: 768, height: 1024 },
  ]);
  const { side, beginAgain } = sidesOf(client, overlay);
  await expect.poll(side, PATIENCE).toEqual(['left']);

  await right.focus();
  await expect.poll(() => activeWindowArea(desktop.env), PATIENCE).not.toBeNull();
  await beginAgain();
  await expect.poll(side, PATIENCE).toEqual(['right']);
  await desktop.screenshot(join(PROJECT_ROOT, 'out/screens/wayland-displays.png'));

  await left.focus();
  await expect.poll(() => activeWindowArea(desktop.env), PATIENCE).toBeNull();
  await beginAgain();
  await expect.poll(side, PATIENCE).toEqual(['right']);

  await open(1, 'x11-left', 'x11');
  await right.focus();
  await press(900, 600);
  await right.focus();
  await expect.poll(async () => (await pointerPosition(desktop.env))?.isOverWindow, PATIENCE).toBe(true);
  await beginAgain();
  await expect.poll(side, PATIENCE).toEqual(['left']);
  await overlay.close();

  const other = await launchPlaced(
    { position: { display: 'focused' }, behaviour: { hideOverFullScreen: true } },
    desktop.env,
  );
  const sides = sidesOf(other.client, other.overlay);
  await left.focus();
  await sides.beginAgain();
  await expect.poll(sides.side, PATIENCE).toEqual(['left']);
  await sway('[title="^wayland-left$"] fullscreen enable');
  await expect.poll(sides.side, PATIENCE).toEqual([]);
  await right.focus();
  await sides.beginAgain();
  await expect.poll(sides.side, PATIENCE).toEqual(['right']);
  await sway('[title="^x11-right$"] fullscreen enable');
  await expect.poll(sides.side, PATIENCE).toEqual([]);
  await sway('[title="^x11-right$"] fullscreen disable');
  await expect.poll(sides.side, PATIENCE).toEqual(['right']);
});

/** On which of two displays the bubble of an overlay is, and a function that lets it choose again. */
function sidesOf(client: ReferenceClient, overlay: RunningOverlay) {
  const side = async () => (await placedWindows(overlay)).bubbles.map(({ x }) => (x < 1280 ? 'left' : 'right'));
  const beginAgain = async () => {
    client.update({ status: 'Ready', is_speaking: false, is_listening: false, wake_word_detected: false });
    await until('the end of the bubble', async () => (await side()).length === 0);
    client.update({ status: 'słucham', is_listening: true, wake_word_detected: true });
  };
  return { side, beginAgain };
}
