import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Step } from '../../packages/client/src/conversation.ts';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { type StatusPatch, TURN_OVER } from '../../packages/client/src/status.ts';
import { CLIENT_LANGUAGES, type ClientLanguage } from '../../src-shared/languages.ts';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { driveOverlay, type RunningOverlay } from '../../test/lab/overlay-driver.ts';
import { ANSWER } from '../../test/lab/scenes.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import { type Area, openScreen, type Screen } from '../../test/lab/x-screen.ts';
import { type AtEnd, withEndings } from '../with-endings.ts';
import { SCREENSHOTS } from './screen-pictures.ts';

const SCREEN = { width: 640, height: 400 };
/** Fits the bubble at the top, with a card of the heard words and three lines. */
const PICTURE: Area = { x: 0, y: 0, width: SCREEN.width, height: 230 };

/** Shorter than every step of the bubble's motion, at least 100 ms (picture-motion.ts). */
const FRAME_MS = 66;
/** The unit of time in an animated GIF. */
const DELAY_UNIT_MS = 10;
/** The maximum time between two pictures of the desktop. */
const STILL_MS = 400;

/** The screen from a moment on (`performance.now()`). */
interface Frame {
  readonly atMs: number;
  readonly pixels: Buffer;
}

/** Each short enough for the pill beside its buttons. */
const QUESTION: Readonly<Record<ClientLanguage, string>> = {
  pl: 'Jaka pogoda w Sosnowcu?',
  en: 'How is the weather in Leeds?',
};

/** How loud the words of a question are, in turn. */
const LEVELS = [0.1, 0.7, 0.4, 0.9, 0.5, 0.8, 0.3, 0.1];

/** One turn, short enough to be watched again: quiet, ready, a question, its answer, quiet. */
const turn = (language: ClientLanguage): readonly Step[] => [
  { patch: {}, durationMs: 900 },
  { patch: { phase: 'ready', overlay_visible: true }, durationMs: 1_300 },
  { patch: { phase: 'listening', wake_word_detected: true, level: 0 }, durationMs: 300 },
  ...LEVELS.map((level) => ({ patch: { level }, durationMs: 200 })),
  { patch: { phase: 'thinking', level: null, heard: QUESTION[language] }, durationMs: 1_700 },
  { patch: { phase: 'speaking', text: ANSWER[language] }, durationMs: 3_600 },
  { patch: QUIET, durationMs: 2_000 },
];

const QUIET: StatusPatch = { ...TURN_OVER, phase: 'ready' };

/** The time that the answer stays after the speech. */
const LINGER_SECONDS = 1;

/** From the beginning of the speech to the end of all fades. */
const SPEECH_SETTLES_MS = 700;

/**
 * Film one turn in each language as an animated GIF in docs/screenshots: the screen of a virtual desktop, in real time.
 * Build the app first.
 * @param electron the Electron executable.
 */
export async function filmTurns(electron: string): Promise<void> {
  await withEndings(async (atEnd) => {
    const desktop = await startVirtualDesktop({ ...SCREEN, panel: false });
    atEnd(desktop.stop);
    for (const language of CLIENT_LANGUAGES) {
      await withEndings((close) => filmTurn(close, electron, desktop, language));
    }
  });
}

async function filmTurn(
  atEnd: AtEnd,
  electron: string,
  { env }: VirtualDesktop,
  language: ClientLanguage,
): Promise<void> {
  const screen = await openScreen(env['DISPLAY'] ?? '');
  atEnd(screen.close);
  const ports = await freeClientPorts();
  const client = createReferenceClient({ ...ports, protocol: 2, language });
  atEnd(client.stop);
  await client.start();
  client.update({ ...QUIET, monitoring: true });
  const overlay = await driveOverlay({
    ...{ electron, env, ...ports, language },
    settings: { appearance: { theme: 'light' }, behaviour: { lingerSeconds: LINGER_SECONDS } },
  });
  atEnd(overlay.close);
  await until('the overlay at its client', () => client.overlays() > 0);
  // The first pages are slow to load; start filming with loaded ones.
  client.update({ overlay_visible: true });
  await (await overlay.bubble()).waitForSelector('[data-phase="ready"][data-visible="true"]');
  await (await overlay.controls()).waitForSelector('[data-visible="true"]');
  client.update(QUIET);
  await until('the windows to be hidden', () => noWindowIsShown(overlay));
  const quiet = await stillPixels(screen);

  const ending = new AbortController();
  const filming = film(screen, ending.signal);
  let coverMs = 0;
  for (const { patch, durationMs } of turn(language)) {
    client.update(patch);
    if (patch.phase === 'speaking') coverMs = performance.now() + SPEECH_SETTLES_MS;
    await delay(durationMs);
  }
  ending.abort();
  const frames = await filming;
  const endMs = performance.now();
  if (!quiet.equals(await screen.read(PICTURE))) throw new Error('the film does not end as it begins');
  await save(`turn-${language}`, beginningAt(coverMs, frames, endMs));
}

const noWindowIsShown = (overlay: RunningOverlay) =>
  overlay.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((window) => !window.isVisible()));

/** Return the screen once nothing changes on it any more. */
async function stillPixels(screen: Screen): Promise<Buffer> {
  let before = await screen.read(PICTURE);
  return until('a still screen', async () => {
    await delay(STILL_MS);
    const now = await screen.read(PICTURE);
    const isStill = now.equals(before);
    before = now;
    return isStill && now;
  });
}

/** Watch the screen until the signal, and keep every changed picture. */
async function film(screen: Screen, signal: AbortSignal): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  while (!signal.aborted) {
    const atMs = performance.now();
    const pixels = await screen.read(PICTURE);
    if (!frames.at(-1)?.pixels.equals(pixels)) frames.push({ atMs, pixels });
    await delay(Math.max(0, atMs + FRAME_MS - performance.now()));
  }
  return frames;
}

/** A picture of the film and its duration in units of DELAY_UNIT_MS. */
interface Shot {
  readonly pixels: Buffer;
  readonly units: number;
}

/** Rotate the film to begin at a moment: viewers that allow no motion show the first picture only. */
function beginningAt(coverMs: number, frames: readonly Frame[], endMs: number): readonly Shot[] {
  const inUnits = (ms: number) => Math.round(ms / DELAY_UNIT_MS);
  const shots = frames.map(({ atMs, pixels }, index) => ({
    pixels,
    units: inUnits(frames[index + 1]?.atMs ?? endMs) - inUnits(atMs),
  }));
  const cover = frames.findIndex(({ atMs }) => atMs >= coverMs);
  return [...shots.slice(cover), ...shots.slice(0, cover)];
}

/** Save an animated GIF that loops. */
async function save(name: string, shots: readonly Shot[]): Promise<void> {
  const scratch = makeScratchFolder('frames');
  const pictures = shots.flatMap(({ pixels, units }, index) => {
    const file = join(scratch.path, `${index}.bgra`);
    writeFileSync(file, pixels);
    return ['-delay', String(units), file];
  });
  const size = ['-size', `${PICTURE.width}x${PICTURE.height}`, '-depth', '8'];
  // The server's fourth byte has no meaning. One palette for all frames, from a file: in a single command each frame would
  // get colours of its own, and the fading bubble would leave traces.
  const colours = ['-alpha', 'off', '+dither', '+remap'];
  const whole = join(scratch.path, 'whole.gif');
  const convert = (...args: readonly string[]) => promisify(execFile)('convert', args);
  try {
    await convert(...size, ...pictures, ...colours, whole);
    // A difference that nobody sees is no reason to store a pixel again.
    await convert(whole, '-fuzz', '1%', '-layers', 'OptimizeFrame', '-loop', '0', join(SCREENSHOTS, `${name}.gif`));
  } finally {
    scratch.remove();
  }
}
