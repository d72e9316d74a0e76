import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { BUTTON_SLOT, HANDLE_WIDTH, PILL_END_PADDING, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import { ANCHORS } from '../../src-shared/settings-limits.ts';
import { motionEnded } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, screenPoint } from './bubble.ts';
import { onDesktop, screenshot } from './desktop.ts';
import { launchPlaced, letGo, pixels, placedWindows, pull, screenBox, workArea } from './placed-overlay.ts';
import { clickAt, openWindowBelow } from './screen.ts';

/** The pill in Polish, with a client of version 1 that has nothing to say. */
const NARROW = 340;

const ANSWER = 'W Sosnowcu jest teraz 7 stopni i pada deszcz. Po południu przejaśni się, wieczorem do 4 stopni.';

const inside = (outer: Rectangle, inner: Rectangle) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe.each(ANCHORS)('at %s', (anchor) => {
  it('the bubble is inside the work area, its card where there is room', async () => {
    const { client, overlay } = await launchPlaced({ position: { anchor } });
    client.update({ status: 'mówię', is_speaking: true, text: ANSWER });
    const page = await bubbleIn(overlay, 'speaking');
    await motionEnded(page);
    const area = await workArea(overlay);
    const { bubbles, controls } = await placedWindows(overlay);
    for (const window of [...bubbles, ...controls]) expect(inside(area, window)).toBe(true);

    const pill = await screenBox(page, '.pill');
    const card = await screenBox(page, '.card');
    expect(inside(area, card)).toBe(true);
    expect(card.y > pill.y).toBe(!anchor.startsWith('bottom'));
    if (anchor.includes('left')) expect(pill.x).toBe(area.x + SHADOW_MARGIN);
    if (anchor.includes('right')) expect(pill.x + pill.width).toBe(area.x + area.width - SHADOW_MARGIN);
    if (anchor.includes('left')) expect(card.x).toBe(pill.x);
    if (anchor.includes('right')) expect(card.x + card.width).toBe(pill.x + pill.width);
    await screenshot(join(PROJECT_ROOT, `out/screens/anchors/${anchor}.png`));
  });
});

describe.each([75, 100, 200])('at a scale of %i percent', (scalePercent) => {
  it('the button is exactly where the pill ends, and takes the click there', async () => {
    const { commands, overlay } = await launchPlaced({ appearance: { scalePercent }, position: { anchor: 'bottom' } });
    const scale = scalePercent / 100;
    const pill = await screenBox(await overlay.bubble(), '.pill');
    expect(pill.width).toBe(NARROW * scale);
    const button = await screenBox(await overlay.controls(), 'button[data-command="toggle_monitoring"]');
    expect(button).toEqual({
      x: pill.x + pill.width - (PILL_END_PADDING + BUTTON_SLOT) * scale,
      y: pill.y,
      width: BUTTON_SLOT * scale,
      height: pill.height,
    });
    await screenshot(join(PROJECT_ROOT, `out/screens/scale-${scalePercent}.png`));

    const end = pill.x + pill.width - PILL_END_PADDING * scale;
    await clickAt({ x: end - BUTTON_SLOT * scale + 1, y: pill.y + pill.height - 2 });
    await until('the command', () => commands.length > 0);
    expect(commands).toEqual(['toggle_monitoring']);
  });
});

it('no click is taken where the second button will be', async () => {
  const below = await openWindowBelow();
  const { client, commands, overlay } = await launchPlaced({});
  const pill = await screenBox(await overlay.bubble(), '.pill');
  const end = pill.x + pill.width - PILL_END_PADDING;
  const besideHandle = { x: end - BUTTON_SLOT - HANDLE_WIDTH - 2, y: pill.y + pill.height / 2 };
  await clickAt(besideHandle);
  await until('the click below', () => below.clicks() === 1);

  client.update({ status: 'mówię', is_speaking: true });
  const controls = await overlay.controls();
  await controls.waitForSelector('button[data-command="stop_tts"]', { state: 'attached' });
  await clickAt(besideHandle);
  await until('the command', () => commands.length > 0);
  expect(commands).toEqual(['stop_tts']);
  expect(below.clicks()).toBe(1);
});

describe('the handle', () => {
  it('drags both windows together; the place survives a restart, and a double click gives it up', async () => {
    const { overlay, relaunch } = await launchPlaced({});
    const before = await placedWindows(overlay);
    const handle = await screenPoint(await overlay.controls(), '[data-testid="handle"]');
    const pill = await screenBox(await overlay.bubble(), '.pill');
    const by = { x: -205, y: 301 };
    pull(handle, { x: handle.x + by.x, y: handle.y + by.y });

    const moved = (windows: readonly Rectangle[]) =>
      windows.map(({ x, y, ...size }) => ({ x: x + by.x, y: y + by.y, ...size }));
    await expect
      .poll(() => placedWindows(overlay))
      .toEqual({ bubbles: moved(before.bubbles), controls: moved(before.controls) });
    letGo();

    const dropped = { ...pill, x: pill.x + by.x, y: pill.y + by.y };
    await expect.poll(async () => screenBox(await overlay.bubble(), '.pill')).toEqual(dropped);
    // Over the handle, it would keep the width of the words with which the overlay begins.
    await onDesktop('xdotool', 'mousemove', '2', '2');
    const again = await relaunch(overlay);
    await expect.poll(async () => screenBox(await again.bubble(), '.pill')).toEqual(dropped);

    const there = await screenPoint(await again.controls(), '[data-testid="handle"]');
    await onDesktop('xdotool', 'mousemove', ...pixels(there), 'click', '--repeat', '2', '--delay', '60', '1');
    await expect.poll(() => placedWindows(again)).toEqual(before);
  });

  it('lets go of the bubble when Esc is pressed, and does nothing when it is only pressed', async () => {
    const { overlay } = await launchPlaced({ position: { anchor: 'bottom-right' } });
    const before = await placedWindows(overlay);
    const handle = await screenPoint(await overlay.controls(), '[data-testid="handle"]');
    pull(handle, { x: handle.x - 300, y: handle.y - 200 });
    await expect.poll(() => placedWindows(overlay)).not.toEqual(before);
    await onDesktop('xdotool', 'key', 'Escape');
    await expect.poll(() => placedWindows(overlay)).toEqual(before);
    letGo();

    await clickAt(handle);
    expect(await placedWindows(overlay)).toEqual(before);
  });
});
