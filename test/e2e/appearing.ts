/** Bubbles that appear on a screen, again and again, and their looks there. */

import { expect } from 'vitest';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { type StatusPatch, TURN_OVER } from '../../packages/client/src/status.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import type { Screen } from '../lab/x-screen.ts';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { coloursIn, differingPixels, keepPicture, type Picture, pictureOf } from './pictures.ts';
import { placedWindows, screenBox } from './placed-overlay.ts';
import { profileWith } from './settings-page.ts';

/** Every way for an assistant to bring the bubble to the screen. `offline`: it goes away. */
export const APPEARANCES = {
  listening: { status: 'słucham', is_listening: true, wake_word_detected: true },
  thinking: { status: 'myślę', wake_word_detected: true },
  speaking: { status: 'mówię', is_speaking: true, text: 'It is seven degrees in Leeds, and raining.' },
  error: { status: 'Error: the microphone failed' },
  ready: { status: 'Ready', overlay_visible: true },
  paused: { status: 'Monitoring Stopped', monitoring: false, overlay_visible: true },
  notice: { status: 'Notification: a parcel has come', overlay_visible: true },
  offline: null,
} as const satisfies Readonly<Record<string, StatusPatch | null>>;
export type Appearance = keyof typeof APPEARANCES;

/** The settings and the clients of an overlay. */
export interface AppearingOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly screen: Screen;
  /** On how many displays there is a bubble. */
  readonly displays: 1 | 2;
  readonly protocol: 1 | 2;
  readonly scalePercent: number;
  /** Whether it makes way for windows in full screen. Default false. */
  readonly hidesOverFullScreen?: boolean;
}

/** Hides the bubble, when the assistant says so. */
const QUIET: StatusPatch = { ...TURN_OVER, text: '', monitoring: true };

/** The keys that show and hide the bubble. */
export const SHOW_HIDE_KEYS = 'ctrl+alt+h';

/** Make a profile with which nothing moves, so that two pictures of one state are the same. @returns its folder. */
export function stillProfile(
  options: Pick<AppearingOptions, 'displays' | 'scalePercent' | 'hidesOverFullScreen'>,
): string {
  return profileWith({
    version: 1,
    appearance: { theme: 'dark', reducedMotion: 'always', scalePercent: options.scalePercent },
    position: { display: options.displays === 1 ? 'primary' : 'all' },
    behaviour: { lingerSeconds: 0, hideOverFullScreen: options.hidesOverFullScreen ?? false },
    shortcuts: { showHide: 'Control+Alt+H' },
  });
}

/** Start an overlay with such a profile. It ends with the test. */
export function launchAppearing(options: AppearingOptions, ports: ClientPorts): Promise<RunningOverlay> {
  const profile = stillProfile(options);
  return launchOverlay({ ...ports, env: options.env, profile });
}

/** Start an assistant that is quiet. It ends with the test. */
export async function startQuietClient(options: AppearingOptions, ports: ClientPorts): Promise<ReferenceClient> {
  const { client } = await startClient(ports, { protocol: options.protocol });
  client.update(QUIET);
  return client;
}

/** Wait until there are bubbles on so many displays, with their buttons. */
export function bubblesAre(overlay: RunningOverlay, displays: 0 | 1 | 2): Promise<true> {
  const isSo = async () => {
    const { bubbles, controls } = await placedWindows(overlay);
    return bubbles.length === displays && controls.length === displays;
  };
  return until(`bubbles on ${displays} displays`, isSo, undefined, 10);
}

/** Have a hidden bubble appear. */
export async function appear(client: ReferenceClient, appearance: Appearance): Promise<void> {
  const patch = APPEARANCES[appearance];
  if (patch === null) await client.stop();
  else client.update({ ...QUIET, ...patch });
}

/** Have the bubble leave the screen, and wait for it. @param appearance the one that it has. */
export async function disappear(overlay: RunningOverlay, client: ReferenceClient, appearance: Appearance) {
  client.update(QUIET);
  if (APPEARANCES[appearance] === null) await client.start();
  await until('the overlay at its client', () => client.overlays() === 1, undefined, 10);
  await bubblesAre(overlay, 0);
}

/** Return the screen's pixels at the places of the bubbles, from left to right. */
export async function picturesOf(screen: Screen, overlay: RunningOverlay): Promise<readonly Picture[]> {
  const { bubbles } = await placedWindows(overlay);
  const pictures: Picture[] = [];
  for (const bubble of bubbles) pictures.push(await pictureOf(screen, bubble));
  return pictures;
}

/** Nothing on the screen takes longer from one picture to the next. */
const STILL_MS = 300;

/** Return the pixels of a freshly started overlay in a state, when it has come to rest there. */
export async function freshPictures(options: AppearingOptions, appearance: Appearance): Promise<readonly Picture[]> {
  const ports = await testPorts();
  const client = await startQuietClient(options, ports);
  const patch = APPEARANCES[appearance];
  // An answer that is there from the beginning is an old one.
  client.update({ ...QUIET, ...(patch ?? APPEARANCES.ready), text: '' });
  const overlay = await launchAppearing(options, ports);
  await bubblesAre(overlay, options.displays);
  await appear(client, appearance);
  await allIsTold(options, overlay, appearance);
  const pictures = await stillPictures(options.screen, overlay);
  await buttonsAreSeen(overlay, pictures);
  await overlay.close();
  await client.stop();
  return pictures;
}

/** Wait until the pages have had the states after their first one. */
async function allIsTold({ protocol }: AppearingOptions, overlay: RunningOverlay, appearance: Appearance) {
  if (appearance === 'offline') await bubbleIn(overlay, 'offline');
  if (appearance === 'speaking') await (await overlay.bubble()).waitForSelector('[data-testid="answer"]');
  if (protocol === 1 || appearance === 'offline') return;
  for (const page of overlay.app.windows().filter((each) => each.url().includes('controls'))) {
    await page.waitForSelector('button[data-command="panel"]', { state: 'attached' });
  }
}

/** Return the screen's pixels at the places of the bubbles, when it has come to rest. */
export async function stillPictures(screen: Screen, overlay: RunningOverlay): Promise<readonly Picture[]> {
  let pictures = await picturesOf(screen, overlay);
  await until(
    'the screen to be still',
    async () => {
      // Each time, because the page of the controls begins to fade in after that of the bubble.
      for (const page of overlay.app.windows()) await motionEnded(page);
      const before = pictures;
      pictures = await picturesOf(screen, overlay);
      return differing(before, pictures) === 0;
    },
    undefined,
    STILL_MS,
  );
  return pictures;
}

/** Of the surface alone there is one. */
const COLOURS_OF_A_BUTTON = 3;

/** See that both halves of every button and of every handle are in the pictures. */
async function buttonsAreSeen(overlay: RunningOverlay, pictures: readonly Picture[]): Promise<void> {
  for (const page of overlay.app.windows().filter((each) => each.url().includes('controls'))) {
    const buttons = await page.locator('button').count();
    const parts = Array.from({ length: buttons }, (_, at) => `button:nth-of-type(${at + 1})`);
    for (const part of ['[data-testid="handle"]', ...parts]) {
      const box = await screenBox(page, part);
      const picture = pictures.find(({ area }) => area.x <= box.x && box.x < area.x + area.width);
      if (picture === undefined) throw new Error(`no picture of ${part}`);
      for (const x of [box.x, box.x + box.width / 2]) {
        const colours = coloursIn(picture, { ...box, x, width: box.width / 2 });
        expect(colours, `colours of ${part} from ${x}`).toBeGreaterThanOrEqual(COLOURS_OF_A_BUTTON);
      }
    }
  }
}

/**
 * How many pixels may differ. None: where nothing moves, one state is drawn into the same pixels each time. All that a
 * missing handle takes away is some 50 of them, by 80 of 255.
 */
const TOLERANCE_PIXELS = 0;

/** Longer than a bubble takes to come to rest, on a busy machine. */
const COMES_TO_REST_MS = 3_000;

/** See that the screen comes to show the bubbles like this. @param name of the pictures that are kept if it does not. */
export async function screenComesToShow(
  overlay: RunningOverlay,
  screen: Screen,
  expected: readonly Picture[],
  name: string,
): Promise<void> {
  let seen: readonly Picture[] = [];
  let worst = 0;
  const isSo = async () => {
    seen = await picturesOf(screen, overlay);
    worst = differing(seen, expected);
    return worst <= TOLERANCE_PIXELS;
  };
  try {
    await until(() => `${name} as it was on the first day; ${worst} pixels differ`, isSo, COMES_TO_REST_MS);
  } catch (error) {
    for (const [at, picture] of seen.entries()) await keepPicture(picture, `appearing/${name}-${at}`);
    for (const [at, picture] of expected.entries()) await keepPicture(picture, `appearing/${name}-${at}-fresh`);
    throw error;
  }
}

function differing(some: readonly Picture[], others: readonly Picture[]): number {
  if (some.length !== others.length) return Number.POSITIVE_INFINITY;
  return some.reduce((most, picture, at) => {
    const other = others[at];
    return Math.max(most, other === undefined ? Number.POSITIVE_INFINITY : differingPixels(picture, other));
  }, 0);
}
