import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, it, test } from 'vitest';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { FOUND_SHOWN_MS } from '../../src-main/overlay/model.ts';
import { PILL_END_PADDING, PILL_WIDTH } from '../../src-shared/geometry.ts';
import { freePort } from '../lab/free-port.ts';
import type { RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, inPhase, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay, onDesktop } from './desktop.ts';
import { portsEnv, startOverlayProcess, temporaryFolder } from './overlay-process.ts';
import { openSection, openSettings, profileWith } from './settings-page.ts';
import { trayEntries, trayIcon } from './tray.ts';

/** Begins to note when the bubble comes and goes. @returns a function for the times in milliseconds. */
async function watchVisible(page: Page): Promise<() => Promise<readonly (readonly [number, boolean])[]>> {
  await page.evaluate(() => {
    const noted: [number, boolean][] = [];
    Object.assign(window, { noted });
    const bubble = document.querySelector<HTMLElement>('[data-testid="bubble"]');
    if (bubble === null) throw new Error('no bubble');
    const note = () => noted.push([performance.now(), bubble.dataset['visible'] === 'true']);
    new MutationObserver(note).observe(bubble, { attributeFilter: ['data-visible'] });
  });
  return () => page.evaluate(() => (window as unknown as { noted: [number, boolean][] }).noted);
}

const secondLine = (page: Page, phase: 'connecting' | 'ready') =>
  page.locator(inPhase(phase, '.second-line')).textContent();

describe('an assistant that is not there yet', () => {
  it('is looked for in words, and shown for three seconds when it is found, but not when it is back', async () => {
    const ports = await testPorts();
    const overlay = await launchOverlay({ ...ports, language: 'pl' });
    const page = await bubbleIn(overlay, 'connecting');
    expect(await secondLine(page, 'connecting')).toBe('Szukam asystenta…');
    const icon = await trayIcon();
    await until('the tray’s words', async () => (await trayEntries(icon)).has('Szukam asystenta…'));
    await visibleIs(overlay, false);

    const noted = await watchVisible(page);
    const { client } = await startClient(ports);
    await until('its coming and going', async () => (await noted()).length === 2);
    const [[cameMs, isThere], [wentMs]] = (await noted()) as [[number, boolean], [number, boolean]];
    expect(isThere).toBe(true);
    expect(Math.abs(wentMs - cameMs - FOUND_SHOWN_MS)).toBeLessThan(500);

    await client.stop();
    await bubbleIn(overlay, 'offline');
    await visibleIs(overlay, false);
    const before = (await noted()).length;
    const again = createReferenceClient(ports);
    await again.start();
    again.update({ status: 'Ready', monitoring: true });
    await bubbleIn(overlay, 'ready');
    await delay(500);
    expect((await noted()).length).toBe(before);
    await again.stop();
  });

  it('has its name in the bubble when it says one', async () => {
    const ports = await testPorts();
    const overlay = await launchOverlay(ports);
    const page = await bubbleIn(overlay, 'connecting');
    await visibleIs(overlay, false);
    await startClient(ports, { protocol: 2, name: 'Jarvis' });
    await visibleIs(overlay, true);
    await until('the name', async () => (await secondLine(page, 'ready')) === 'Jarvis');
  });
});

describe('a pairing', () => {
  const pairing = (host: string, port: number) =>
    JSON.stringify({
      url: `wss://${host}:${port}/`,
      key: 'the-key-of-the-kitchen-0123456789',
      certificate: 'ab'.repeat(32),
      name: 'Kitchen',
    });

  async function pair(overlay: RunningOverlay, text: string): Promise<Page> {
    const page = await openSettings(overlay);
    await openSection(page, 'clients');
    await overlay.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
    await page.getByLabel('Pair an assistant').focus();
    await page.keyboard.press('Control+V');
    return page;
  }

  test.each([
    ['to an address where nothing answers', '127.0.0.1'],
    ['to a host that nobody knows', 'no-such-host.invalid'],
  ])('%s is told in settings, bubble and tray', async (_, host) => {
    const port = await freePort();
    const profile = profileWith({ version: 1, clients: { followLocal: false } });
    const overlay = await launchOverlay({ ...(await testPorts()), profile });
    const page = await pair(overlay, pairing(host, port));
    await page.getByText(`Nothing has answered at ${host}:${port}`, { exact: false }).waitFor({ timeout: 10_000 });
    const icon = await trayIcon();
    await until('the tray’s words', async () => (await trayEntries(icon)).has(`Nothing answers at ${host}:${port}`));
    const bubble = await bubbleIn(overlay, 'connecting');
    expect(await secondLine(bubble, 'connecting')).toBe(`Nothing answers at ${host}:${port}`);
  });
});

it('the settings say over what an assistant is connected, and where a lost one is looked for, as it happens', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay({ ...ports, profile: profileWith({ version: 1 }) });
  const page = await openSettings(overlay);
  await openSection(page, 'connection');
  await page.getByText(`Connected over the WebSocket, 127.0.0.1:${ports.wsPorts[0]}, since`).waitFor();
  await client.stop();
  await page
    .getByText(`Nothing has answered at 127.0.0.1:${ports.wsPorts[0]}, 127.0.0.1:${ports.wsPorts[1]},`)
    .waitFor();
});

describe('two profiles', () => {
  interface Window {
    readonly title: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }

  async function windowsNamed(name: string): Promise<readonly Window[]> {
    const found = await onDesktop('xdotool', 'search', '--onlyvisible', '--name', name).catch(() => '');
    return Promise.all(
      found
        .split('\n')
        .filter(Boolean)
        .map(async (id) => {
          const title = (await onDesktop('xdotool', 'getwindowname', id)).trim();
          const text = await onDesktop('xdotool', 'getwindowgeometry', '--shell', id);
          const number = (key: string) => Number(new RegExp(`^${key}=(-?\\d+)`, 'm').exec(text)?.[1]);
          return { title, x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
        }),
    );
  }

  /** The pill whose buttons are in a window. */
  const pillOf = ({ title, x, y, width, height }: Window): Window => {
    const right = x + width + PILL_END_PADDING;
    return { title, x: right - PILL_WIDTH, y, width: PILL_WIDTH, height };
  };

  const apart = (a: Window, b: Window) =>
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

  it('stand apart, and say which they are', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    client.update({ overlay_visible: true });
    const env = { ...portsEnv(ports), XDG_CONFIG_HOME: temporaryFolder() };
    startOverlayProcess({ env });
    startOverlayProcess({ env, args: ['--profile', 'kitchen'] });
    await until('two overlays', () => client.overlays() === 2);
    startOverlayProcess({ env, args: ['--profile', 'office'] });
    await until('three overlays', () => client.overlays() === 3);

    const controls = await until('their buttons', async () => {
      const all = await windowsNamed('^Assistant controls');
      return all.length === 3 ? all : null;
    });
    expect(controls.map(({ title }) => title).sort()).toEqual([
      'Assistant controls',
      'Assistant controls — kitchen',
      'Assistant controls — office',
    ]);
    const [first, second, third] = controls.map(pillOf) as [Window, Window, Window];
    expect([apart(first, second), apart(first, third), apart(second, third)]).toEqual([true, true, true]);

    const again = startOverlayProcess({ env, args: ['--profile', 'kitchen'] });
    expect((await again.ended).code).toBe(0);
    await until('its first run', async () => (await windowsNamed('Welcome — kitchen')).length === 1);
  });
});
