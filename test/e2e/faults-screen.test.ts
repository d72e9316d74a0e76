/**
 * When a bubble appears, the screen has the pixels of a freshly started overlay in that state, the second and the tenth time
 * as well: bounds, shapes, and the compositor's work on them.
 *
 * The usual run has every way to appear, every window manager with its compositor, both versions of the protocol, one and
 * two displays, small and large bubbles, and an assistant that comes after the overlay has hidden itself; each of them with
 * some of the others. The long run has all appearances with every window manager and both versions.
 */

import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { HELD_KEYS_MS } from '../../src-main/desktop/shortcuts.ts';
import { plugIn } from '../lab/pluggable-displays.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../lab/virtual-desktop.ts';
import { WINDOW_MANAGERS, type WindowManager } from '../lab/window-managers.ts';
import { openScreen, type Screen } from '../lab/x-screen.ts';
import {
  APPEARANCES,
  type Appearance,
  type AppearingOptions,
  appear,
  bubblesAre,
  disappear,
  freshPictures,
  launchAppearing,
  SHOW_HIDE_KEYS,
  screenComesToShow,
  startQuietClient,
  stillPictures,
} from './appearing.ts';
import { testPorts } from './clients.ts';
import { scaled } from './fault-scale.ts';
import type { Picture } from './pictures.ts';

const ROUNDS = 10;
const COMPARED_ROUNDS = [2, ROUNDS];

interface Case extends Pick<AppearingOptions, 'displays' | 'protocol' | 'scalePercent'> {
  readonly windowManager: WindowManager;
  /** Whether the assistant comes when the overlay has hidden itself already. */
  readonly isLate: boolean;
  readonly appearances: readonly Appearance[];
}

/** Neighbours differ in the number of their buttons: it has to change while the bubble is hidden. */
const USUAL: readonly Case[] = [
  {
    windowManager: 'openbox',
    displays: 1,
    protocol: 1,
    scalePercent: 100,
    isLate: false,
    appearances: ['listening', 'speaking', 'paused'],
  },
  {
    windowManager: 'openbox',
    displays: 2,
    protocol: 2,
    scalePercent: 200,
    isLate: false,
    appearances: ['offline', 'speaking'],
  },
  {
    windowManager: 'openbox',
    displays: 1,
    protocol: 2,
    scalePercent: 75,
    isLate: true,
    appearances: ['ready', 'error'],
  },
  {
    windowManager: 'xfwm4',
    displays: 1,
    protocol: 1,
    scalePercent: 75,
    isLate: false,
    appearances: ['thinking', 'speaking'],
  },
  {
    windowManager: 'metacity',
    displays: 1,
    protocol: 1,
    scalePercent: 200,
    isLate: false,
    appearances: ['notice', 'speaking'],
  },
];

const EVERY_APPEARANCE: readonly Appearance[] = ['speaking', ...Object.keys(APPEARANCES)] as Appearance[];

const SCALES_PERCENT = [75, 100, 200];

const LONG: readonly Case[] = WINDOW_MANAGERS.flatMap((windowManager, at) =>
  ([1, 2] as const).map((protocol) => ({
    windowManager,
    displays: at % 2 === protocol % 2 ? (1 as const) : (2 as const),
    protocol,
    scalePercent: SCALES_PERCENT[(at + protocol) % SCALES_PERCENT.length] ?? 100,
    isLate: protocol === 2,
    appearances: EVERY_APPEARANCE,
  })),
);

const CASES = scaled(USUAL, LONG);

describe.each(WINDOW_MANAGERS)('on a desktop with %s', (windowManager) => {
  let desktop: VirtualDesktop;
  let screen: Screen;
  const onIt = () => desktop.env;
  beforeAll(async () => {
    desktop = await startVirtualDesktop({ width: 1280, height: 800, windowManager, pluggable: true, panel: false });
    screen = await openScreen(desktop.env['DISPLAY'] ?? '');
    await plugIn(desktop.env, [
      { output: 'DUMMY0', mode: '1280x800', x: 0, y: 0 },
      { output: 'DUMMY1', mode: '1920x1080', x: 1280, y: 0 },
    ]);
    // No button is to be under the pointer.
    execFileSync('xdotool', ['mousemove', '5', '700'], { env: onIt() });
  });
  afterAll(async () => {
    screen.close();
    await desktop.stop();
  });
  const pressKeys = () => execFileSync('xdotool', ['key', '--clearmodifiers', SHOW_HIDE_KEYS], { env: onIt() });
  const named = (one: Case) =>
    `${one.windowManager}-v${one.protocol}-${one.scalePercent}-${one.displays}${one.isLate ? '-late' : ''}`;

  it.each(CASES.filter((one) => one.windowManager === windowManager).map((one) => [named(one), one] as const))(
    'a bubble that appears again is whole: %s [REL-BUBBLE-REAPPEARS]',
    async (name, one) => {
      const options = { ...one, env: desktop.env, screen };
      const fresh = new Map<Appearance, readonly Picture[]>();
      for (const appearance of one.appearances) fresh.set(appearance, await freshPictures(options, appearance));

      const ports = await testPorts();
      const early = one.isLate ? null : await startQuietClient(options, ports);
      const overlay = await launchAppearing(options, ports);
      // That there is no assistant leaves the screen by itself.
      if (early === null) {
        await bubblesAre(overlay, one.displays);
        await bubblesAre(overlay, 0);
      }
      const client = early ?? (await startQuietClient(options, ports));
      await until('the overlay at its client', () => client.overlays() === 1);
      await bubblesAre(overlay, 0);
      for (let round = 1; round <= ROUNDS; round += 1) {
        for (const appearance of one.appearances) {
          await appear(client, appearance);
          await bubblesAre(overlay, one.displays);
          const expected = fresh.get(appearance);
          if (COMPARED_ROUNDS.includes(round) && expected !== undefined)
            await screenComesToShow(overlay, screen, expected, `${name}-${appearance}-${round}`);
          await disappear(overlay, client, appearance);
        }
      }
    },
    scaled(120_000, 300_000),
  );

  it('so is one that the user shows while there is no assistant', async () => {
    const options = { displays: 1, protocol: 1, scalePercent: 100, env: desktop.env, screen } as const;
    const overlay = await launchAppearing(options, await testPorts());
    await bubblesAre(overlay, 1);
    const fresh = await stillPictures(screen, overlay);
    await bubblesAre(overlay, 0);
    for (let round = 2; round <= scaled(2, ROUNDS); round += 1) {
      pressKeys();
      await bubblesAre(overlay, 1);
      await screenComesToShow(overlay, screen, fresh, `${windowManager}-connecting-${round}`);
      await delay(HELD_KEYS_MS);
      pressKeys();
      await bubblesAre(overlay, 0);
      await delay(HELD_KEYS_MS);
    }
  });
});
