/** While nobody can see the screen, nothing is drawn; the first picture after that is of the state then. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, it, onTestFinished } from 'vitest';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { startInBackground } from '../lab/background-process.ts';
import { freePort } from '../lab/free-port.ts';
import { openPlainWindow } from '../lab/plain-window.ts';
import { plugIn } from '../lab/pluggable-displays.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop, type VirtualDesktopOptions } from '../lab/virtual-desktop.ts';
import { openScreen } from '../lab/x-screen.ts';
import { type AppearingOptions, appear, freshPictures, startQuietClient, stillProfile } from './appearing.ts';
import { testPorts } from './clients.ts';
import { portsEnv, startOverlayProcess } from './overlay-process.ts';
import { differingPixels, keepPicture, type Picture, pictureOf } from './pictures.ts';
import { evaluateIn } from './undriven-page.ts';

/** Longer than main needs to take all that the client has said. */
const TAKEN_MS = 300;

/** A bubble and its buttons. */
const WINDOWS = 2;

/** A desktop of its own: changes of its screen would disturb other tests. */
async function startDesktop(options: Partial<VirtualDesktopOptions> = {}) {
  const { env, stop } = await startVirtualDesktop({ width: 1280, height: 800, panel: false, ...options });
  onTestFinished(stop);
  const screen = await openScreen(env['DISPLAY'] ?? '');
  onTestFinished(screen.close);
  const run = async (command: string, ...args: string[]) => {
    const { stdout } = await promisify(execFile)(command, args, { env });
    return stdout;
  };
  // No button is to be under the pointer.
  await run('xdotool', 'mousemove', '5', '700');
  const appearing: AppearingOptions = { env, screen, displays: 1, protocol: 1, scalePercent: 100 };
  return {
    appearing,
    screen,
    env,
    run,
    /** Wait until so many windows of the overlay are on the screen, as the X server sees it. */
    windowsAre: (count: number) =>
      until(`${count} windows`, async () => {
        const found = await run('xdotool', 'search', '--onlyvisible', '--class', 'asystent-overlay').catch(() => '');
        return found.split('\n').filter(Boolean).length === count;
      }),
  };
}

/** The work of the bubble's page since the count began. */
const Work = v.object({
  states: v.number(),
  frames: v.number(),
  visibility: v.string(),
  phase: v.string(),
});

const BEGIN_COUNT = `(() => {
  const work = { states: 0, frames: 0 };
  window.work = work;
  window.overlay.onState(() => { work.states += 1; });
  const nextFrame = () => requestAnimationFrame(() => { work.frames += 1; nextFrame(); });
  nextFrame();
})()`;

const READ_COUNT = `({
  ...window.work,
  visibility: document.visibilityState,
  phase: document.querySelector('[data-testid="bubble"]').dataset.phase,
})`;

/** Start an overlay that nothing drives, and a client that speaks. */
async function startSpeaking(options: AppearingOptions) {
  const ports = await testPorts();
  const client = await startQuietClient(options, ports);
  const pagesPort = await freePort();
  startOverlayProcess({
    env: { ...options.env, ...portsEnv(ports), ASYSTENT_PROFILE_DIR: stillProfile(options) },
    args: [`--remote-debugging-port=${pagesPort}`],
  });
  await until('the overlay at its client', () => client.overlays() === 1);
  await appear(client, 'speaking');
  return {
    client,
    beginCount: () => evaluateIn(pagesPort, 'bubble', BEGIN_COUNT),
    work: async () => v.parse(Work, await evaluateIn(pagesPort, 'bubble', READ_COUNT)),
  };
}

/** Tell many things, each of which would change the picture. */
async function tellMuch(client: ReferenceClient): Promise<void> {
  for (let change = 0; change < 20; change += 1) await appear(client, change % 2 === 0 ? 'thinking' : 'speaking');
  await delay(TAKEN_MS);
}

type Desktop = Awaited<ReturnType<typeof startDesktop>>;

/** Start a screen saver of a desktop; it covers and locks the screen when it is told to. */
async function startScreenSaver({ env, run }: Desktop) {
  const saver = startInBackground('mate-screensaver', ['--no-daemon'], {
    env,
    logFile: join(env['HOME'] ?? '', 'saver.log'),
  });
  onTestFinished(saver.stop);
  await run('gdbus', 'wait', '--session', '--timeout', '10', 'org.mate.ScreenSaver');
  return saver;
}

/** Film the screen until it shows a picture, and return the film. */
async function filmUntil({ screen }: Desktop, expected: Picture, name: string): Promise<readonly Picture[]> {
  const film: Picture[] = [];
  try {
    await until(
      name,
      async () => {
        // A screen without displays is too small to have the area.
        const picture = await pictureOf(screen, expected.area).catch(() => null);
        if (picture !== null) film.push(picture);
        return picture !== null && differingPixels(picture, expected) === 0;
      },
      5_000,
      0,
    );
  } catch (error) {
    for (const picture of [...film.slice(-1), expected])
      await keepPicture(picture, `unseen/${name}-${film.indexOf(picture)}`);
    throw error;
  }
  return film;
}

const onlyOne = ([picture]: readonly Picture[]): Picture => {
  if (picture === undefined) throw new Error('no picture');
  return picture;
};

/** Let nobody see the screen while much happens, and look at the screen when somebody can see it again. */
async function seeThrough(desktop: Desktop, hide: () => Promise<unknown>, reveal: () => Promise<unknown>) {
  const { appearing, windowsAre } = desktop;
  const speaking = onlyOne(await freshPictures(appearing, 'speaking'));
  const error = onlyOne(await freshPictures(appearing, 'error'));
  const { client, beginCount, work } = await startSpeaking(appearing);
  await windowsAre(WINDOWS);
  await filmUntil(desktop, speaking, 'speaking');

  await hide();
  await windowsAre(0);
  await beginCount();
  const before = await work();
  await tellMuch(client);
  await appear(client, 'error');
  await delay(TAKEN_MS);
  expect(await work()).toEqual({ ...before, visibility: 'hidden' });

  const [film] = await Promise.all([filmUntil(desktop, error, 'error'), reveal()]);
  await windowsAre(WINDOWS);
  const after = await work();
  expect(after).toMatchObject({ states: before.states + 1, visibility: 'visible', phase: 'error' });
  expect(after.frames).toBeGreaterThan(before.frames);
  // Nothing of the old picture is seen, once the compositor has drawn over the X server's copy of it.
  const apart = differingPixels(speaking, error);
  const distances = film.map((picture) => differingPixels(picture, speaking));
  expect(Math.min(...distances.slice(distances.findIndex((distance) => distance >= apart)))).toBeGreaterThanOrEqual(
    apart,
  );
}

it('on displays that are off nothing is drawn, and then at once what is the case [REL-UNSEEN-OFF]', async () => {
  const desktop = await startDesktop();
  await seeThrough(
    desktop,
    () => desktop.run('xset', 's', 'activate'),
    () => desktop.run('xset', 's', 'reset'),
  );
});

it('without a display nothing is drawn, and with the next one what is the case [REL-UNSEEN-NO-DISPLAY]', async () => {
  const desktop = await startDesktop({ pluggable: true });
  const one = [{ output: 'DUMMY0', mode: '1280x800', x: 0, y: 0 }] as const;
  await plugIn(desktop.env, one);
  await seeThrough(
    desktop,
    () => plugIn(desktop.env, []),
    () => plugIn(desktop.env, one),
  );
});

it('behind a lock of the screen nothing is drawn, and then at once what is the case [REL-UNSEEN-LOCKED]', async () => {
  const desktop = await startDesktop();
  await startScreenSaver(desktop);
  await seeThrough(
    desktop,
    () => desktop.run('mate-screensaver-command', '--activate'),
    () => desktop.run('mate-screensaver-command', '--deactivate'),
  );
});

it('over a window in full screen nothing is drawn if the user wants that, and then at once what is the case [REL-FULL-SCREEN]', async () => {
  const started = await startDesktop();
  const desktop = { ...started, appearing: { ...started.appearing, hidesOverFullScreen: true } };
  const film = await openPlainWindow(desktop.env, { title: 'film', mode: 'normal', colour: '#204a87', backend: 'x11' });
  onTestFinished(film.close);
  const toggle = async () => {
    await until('the focus of the film', film.hasFocus);
    await desktop.run('xdotool', 'key', 'F11');
  };
  await seeThrough(desktop, toggle, toggle);
});

it('the bubble comes back when what has locked the screen dies [REL-UNSEEN-IN-DOUBT]', async () => {
  const desktop = await startDesktop();
  const saver = await startScreenSaver(desktop);
  await startSpeaking(desktop.appearing);
  await desktop.windowsAre(WINDOWS);
  await desktop.run('mate-screensaver-command', '--activate');
  await desktop.windowsAre(0);
  await saver.stop();
  await desktop.windowsAre(WINDOWS);
});

it('an overlay that starts behind a locked screen is right when that is unlocked [REL-UNSEEN-LOCKED]', async () => {
  const desktop = await startDesktop();
  const speaking = onlyOne(await freshPictures(desktop.appearing, 'speaking'));
  await startScreenSaver(desktop);
  await desktop.run('mate-screensaver-command', '--activate');
  await until('the lock', async () => (await desktop.run('mate-screensaver-command', '--query')).includes(' active'));
  await startSpeaking(desktop.appearing);
  await delay(TAKEN_MS);
  await desktop.windowsAre(0);
  await desktop.run('mate-screensaver-command', '--deactivate');
  await filmUntil(desktop, speaking, 'started');
});

it('an overlay that starts while displays are off is right when they are on [REL-UNSEEN-OFF]', async () => {
  const desktop = await startDesktop();
  const speaking = onlyOne(await freshPictures(desktop.appearing, 'speaking'));
  await desktop.run('xset', 's', 'activate');
  await startSpeaking(desktop.appearing);
  await delay(TAKEN_MS);
  await desktop.windowsAre(0);
  await desktop.run('xset', 's', 'reset');
  await filmUntil(desktop, speaking, 'started');
});
