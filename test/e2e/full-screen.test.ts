/** Bubbles make way for windows in full screen, on the displays that those cover. */

import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { askOverlay } from '../../src-main/control-socket/socket-client.ts';
import type { ControlRequest } from '../../src-main/control-socket/socket-contract.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { readPicture, shareOf } from '../lab/picture.ts';
import { openPlainWindow, type PlainWindow, type PlainWindowOptions } from '../lab/plain-window.ts';
import { type PluggedDisplay, plugIn } from '../lab/pluggable-displays.ts';
import { startDesktop } from '../lab/start-desktop.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';
import { launchPlaced, pixels, placedWindows } from './placed-overlay.ts';

const ONE: PluggedDisplay = { output: 'DUMMY0', mode: '1280x800', x: 0, y: 0 };
const TWO: PluggedDisplay = { output: 'DUMMY1', mode: '1280x800', x: 1280, y: 0 };

const PATIENCE = { timeout: 10_000 };

const THINKING = { status: 'myślę', wake_word_detected: true };
const FILM_COLOUR = '#204a87';

it('on each display that one covers there is no bubble, unless it is urgent or asked for [REL-FULL-SCREEN]', async () => {
  const desktop = await startVirtualDesktop({ width: 1280, height: 800, pluggable: true, panel: false });
  onTestFinished(desktop.stop);
  await plugIn(desktop.env, [ONE]);
  const run = (...args: readonly string[]) => void execFileSync('xdotool', args, { env: desktop.env });
  const { client, overlay } = await launchPlaced(
    {
      position: { display: 'all' },
      appearance: { theme: 'light', reducedMotion: 'always' },
      behaviour: { hideOverFullScreen: true, showUrgent: true },
    },
    desktop.env,
  );
  const sides = async () =>
    (await placedWindows(overlay)).bubbles.map(({ x }) => (x < ONE.x + 1280 ? 'left' : 'right'));
  const bubblesAre = (...expected: readonly string[]) => expect.poll(sides, PATIENCE).toEqual(expected);
  const open = async (title: string, mode: PlainWindowOptions['mode']) => {
    const window = await openPlainWindow(desktop.env, { title, mode, colour: FILM_COLOUR, backend: 'x11' });
    onTestFinished(window.close);
    return window;
  };
  const find = (title: string) => ['search', '--name', `^${title}$`];
  const focus = async (title: string, window: PlainWindow) => {
    run(...find(title), 'windowactivate');
    await until(`the focus of ${title}`, window.hasFocus);
  };
  const toggleFullScreen = async (title: string, window: PlainWindow) => {
    await focus(title, window);
    run('key', 'F11');
  };
  /** On a display, by its left edge. */
  const openOn = async ({ x }: PluggedDisplay, title: string) => {
    const window = await open(title, 'normal');
    run(...find(title), 'windowmove', ...pixels({ x: x + 100, y: 150 }));
    return window;
  };
  const openFullScreen = async (display: PluggedDisplay, title: string) => {
    const window = await openOn(display, title);
    await toggleFullScreen(title, window);
    return window;
  };
  const ask = (request: ControlRequest) => askOverlay(join(overlay.profile, 'overlay.sock'), request);
  const isVisible = async () => {
    const asked = await ask({ verb: 'status' });
    return asked.kind === 'answered' && asked.answer.ok ? asked.answer.status?.visible : null;
  };
  /** How much of the pill on a display is light, as it is over a dark film if it is there. */
  const lightOn = async ({ x }: PluggedDisplay, name: string) => {
    const file = join(PROJECT_ROOT, `out/screens/full-screen/${name}.png`);
    await desktop.screenshot(file);
    const middle = { x: x + 440, y: 20, width: 300, height: 30 };
    return shareOf(await readPicture(file), middle, ({ red, green, blue }) => Math.min(red, green, blue) > 200);
  };
  await bubblesAre('left');
  await plugIn(desktop.env, [ONE, TWO]);
  await bubblesAre('left', 'right');

  const right = await openFullScreen(TWO, 'film');
  await bubblesAre('left');
  await expect.poll(() => lightOn(TWO, 'right-covered'), PATIENCE).toBe(0);
  expect(await lightOn(ONE, 'right-covered')).toBeGreaterThan(0.5);
  expect(await isVisible()).toBe(true);

  // A window over it does not change that until it is the active one.
  const note = await openOn(TWO, 'note');
  await focus('note', note);
  await bubblesAre('left', 'right');
  await note.close();
  await bubblesAre('left');

  const left = await openFullScreen(ONE, 'slides');
  await bubblesAre();
  expect(await isVisible()).toBe(false);
  client.update({ ...TURN_OVER });
  client.update({ status: 'słucham', is_listening: true, wake_word_detected: true });
  expect(await sides()).toEqual([]);

  client.update({ ...TURN_OVER, status: 'Notification: a parcel has come', overlay_visible: true });
  await bubblesAre('left', 'right');
  await expect.poll(() => lightOn(ONE, 'urgent'), PATIENCE).toBeGreaterThan(0.5);
  client.update({ ...TURN_OVER, ...THINKING });
  await bubblesAre();

  await ask({ verb: 'show' });
  await bubblesAre('left', 'right');
  expect(await isVisible()).toBe(true);
  client.update({ ...TURN_OVER });
  client.update(THINKING);
  await bubblesAre();

  await toggleFullScreen('slides', left);
  await bubblesAre('left');
  await expect.poll(() => lightOn(ONE, 'left-free'), PATIENCE).toBeGreaterThan(0.5);
  await Promise.all([right.close(), left.close()]);
  await bubblesAre('left', 'right');

  const game = await open('game', 'bypassing');
  await bubblesAre('right');
  await game.close();
  await bubblesAre('left', 'right');
  await switchOff(overlay);
  await openFullScreen(ONE, 'again');
  await bubblesAre('left', 'right');
});

it('on sway, also after sway has ended the connection that tells of them [REL-FULL-SCREEN]', async () => {
  const desktop = await startDesktop('sway');
  onTestFinished(desktop.stop);
  const sway = (command: string) => desktop.ask('swaymsg', command);
  const { overlay } = await launchPlaced({ behaviour: { hideOverFullScreen: true } }, desktop.env);
  const film = await openPlainWindow(desktop.env, {
    title: 'film',
    mode: 'normal',
    colour: FILM_COLOUR,
    backend: 'wayland',
  });
  onTestFinished(film.close);
  const count = async () => (await placedWindows(overlay)).bubbles.length;
  const bubblesAre = (expected: number) => expect.poll(count, PATIENCE).toBe(expected);
  await sway('reload');
  await sway('[title="^film$"] fullscreen enable');
  await bubblesAre(0);
  await sway('[title="^film$"] fullscreen disable');
  await bubblesAre(1);

  // sway ends a connection on which 4 MB wait to be read.
  const main = overlay.app.process();
  main.kill('SIGSTOP');
  try {
    const marks = Array.from({ length: 250 }, () => 'mark --toggle read-me').join('; ');
    for (let round = 1; round <= 30; round += 1) await sway(marks);
    await sway('[title="^film$"] fullscreen enable');
  } finally {
    main.kill('SIGCONT');
  }
  await bubblesAre(0);
  await sway('[title="^film$"] fullscreen disable');
  await bubblesAre(1);
});

it('on sway as soon as its socket is there, and until then as the X server tells of them [REL-FULL-SCREEN]', async () => {
  const desktop = await startDesktop('sway');
  onTestFinished(desktop.stop);
  const own = desktop.env['SWAYSOCK'] ?? '';
  const later = join(dirname(own), 'later.sock');
  let attempts = 0;
  const refusing = createServer((socket) => {
    attempts += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => refusing.listen(later, resolve));
  const settings = { behaviour: { hideOverFullScreen: true } };
  const { overlay } = await launchPlaced(settings, { ...desktop.env, SWAYSOCK: later });
  const count = async () => (await placedWindows(overlay)).bubbles.length;
  const bubblesAre = (expected: number) => expect.poll(count, PATIENCE).toBe(expected);
  const open = async (backend: 'x11' | 'wayland') => {
    const window = await openPlainWindow(desktop.env, {
      title: backend,
      mode: 'fullscreen',
      colour: FILM_COLOUR,
      backend,
    });
    onTestFinished(window.close);
    await until(`the focus of the window of ${backend}`, window.hasFocus);
    return window;
  };
  const game = await open('x11');
  await bubblesAre(0);
  await game.close();
  await bubblesAre(1);
  await open('wayland');
  expect(await count()).toBe(1);
  // The next one that needs no sign comes 10 s later.
  await until('two attempts', () => attempts === 2);
  await new Promise((resolve) => refusing.close(resolve));
  symlinkSync(own, later);
  await expect.poll(count, { timeout: 4_000 }).toBe(0);
  await desktop.ask('swaymsg', '[title="^wayland$"] fullscreen disable');
  await bubblesAre(1);
});

/** Let bubbles be over windows in full screen, as the settings page does. */
async function switchOff(overlay: RunningOverlay): Promise<void> {
  const asked = await askOverlay(join(overlay.profile, 'overlay.sock'), { verb: 'settings' });
  expect(asked).toMatchObject({ kind: 'answered' });
  const page = await overlay.page('settings');
  await page.click('button[data-section="behaviour"]');
  await page.getByRole('switch', { name: 'Ukrywaj nad oknami pełnoekranowymi' }).click();
  await page.close();
}
