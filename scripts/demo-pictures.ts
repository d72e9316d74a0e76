import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { createReferenceClient } from '../src-main/reference-client/reference-client.ts';
import type { Phase } from '../src-preload/contract.ts';
import { startInBackground } from './background-process.ts';
import type { DemoOptions } from './demo-desktop.ts';
import { SCENES } from './demo-scenes.ts';
import { freePort } from './free-port.ts';
import { cleanEnvironment, driveOverlay, type RunningOverlay, settled } from './overlay-driver.ts';
import { PROJECT_ROOT } from './overlay-process.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';
import { startVirtualDesktop, type VirtualDesktop } from './virtual-desktop.ts';

const SCREEN = { width: 1280, height: 800 };
const PHASE_TIMEOUT_MS = 10_000;

/** The pill alone is 300 by 52 pixels; a picture that differs by fewer from the empty desktop does not show it. */
const LEAST_PIXELS = 8_000;

const run = promisify(execFile);

/**
 * Walks through all phases on a virtual desktop and saves a picture of its screen in each.
 *
 * @throws when a phase does not come to the screen; the message says which.
 */
export async function takePictures({ electron, language, signal }: DemoOptions): Promise<void> {
  const folder = join(PROJECT_ROOT, 'out', 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** What ends what was started; the last one first. */
  const endings: (() => Promise<void>)[] = [];
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')));
  });
  try {
    await Promise.race([walk(), aborted]);
  } finally {
    for (const end of endings.toReversed()) await end();
  }

  async function walk(): Promise<void> {
    console.log('Bringing up a virtual desktop …');
    const desktop = await startVirtualDesktop(SCREEN);
    endings.push(desktop.stop);
    const scratch = makeScratchFolder('demo');
    endings.push(async () => scratch.remove());
    endings.push(await openDocument(desktop, scratch.path));
    const empty = join(scratch.path, 'empty-desktop.png');
    await desktop.screenshot(empty);

    const ports = { wsPorts: [await freePort()], httpPorts: [await freePort()] };
    const env = { ...cleanEnvironment(), ...desktop.env };
    const overlay = await driveOverlay({ electron, env, ...ports, language });
    endings.push(overlay.close);
    const client = createReferenceClient(ports);
    endings.push(client.stop);
    for (const [index, scene] of SCENES.entries()) {
      await scene.enact(client, language);
      const picture = join(folder, `${index + 1}-${scene.phase}.png`);
      await waitForPhase(overlay, scene.phase);
      await photograph(desktop, picture, empty, scene.phase);
      console.log(`${scene.phase.padEnd(10)} ${relative(process.cwd(), picture)}`);
    }
    console.log(`${SCENES.length} pictures of the screen are in ${folder}`);
  }
}

async function waitForPhase(overlay: RunningOverlay, phase: Phase): Promise<void> {
  const bubble = await overlay.bubble();
  const controls = await overlay.controls();
  await bubble
    .locator(`[data-testid="bubble"][data-phase="${phase}"][data-visible="true"]`)
    .waitFor({ timeout: PHASE_TIMEOUT_MS })
    .catch((error: unknown) => {
      throw new Error(`waited ${PHASE_TIMEOUT_MS / 1000} s in vain for the phase "${phase}"`, { cause: error });
    });
  await settled(bubble);
  await settled(controls);
}

/** Saves a picture of the screen as soon as the bubble is seen on it. */
async function photograph(desktop: VirtualDesktop, picture: string, empty: string, phase: Phase): Promise<void> {
  await until(`the bubble of the phase "${phase}" on the screen`, async () => {
    await desktop.screenshot(picture);
    return (await differingPixels(picture, empty)) >= LEAST_PIXELS;
  });
}

/** ImageMagick's `compare` writes the count to stderr, and exits with 1 when there is any difference. */
async function differingPixels(one: string, other: string): Promise<number> {
  const { stderr } = await run('compare', ['-metric', 'AE', one, other, 'null:']).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stderr' in error)
      return error as { stderr: string };
    throw error;
  });
  return Number.parseFloat(stderr);
}

/** Opens an ordinary window where the bubble will be, so that the pictures show what it is like in front of one. */
async function openDocument(desktop: VirtualDesktop, folder: string): Promise<() => Promise<void>> {
  const env = { ...process.env, ...desktop.env };
  const page = join(folder, 'document.png');
  const text = [
    '-font',
    'DejaVu-Sans',
    '-fill',
    '#333333',
    '-pointsize',
    '20',
    '-interline-spacing',
    '10',
    '-annotate',
    '+48+72',
    DOCUMENT,
  ];
  await run('convert', ['-size', '820x560', 'xc:#fdfdfb', ...text, page], { env });
  const window = startInBackground('display', ['-title', DOCUMENT_TITLE, '-geometry', '820x560+230+8', page], {
    env,
    logFile: join(folder, 'document.log'),
  });
  await until('the window behind the bubble', async () => {
    window.assertRunning();
    // xwininfo fails when a window goes while it looks; the next look will do.
    const { stdout } = await run('xwininfo', ['-root', '-tree'], { env }).catch(() => ({ stdout: '' }));
    return stdout.includes(DOCUMENT_TITLE);
  });
  return window.stop;
}

const DOCUMENT_TITLE = 'Shopping list';
const DOCUMENT = `Shopping list

bread, butter, a dozen eggs
tea, and lemons if they are good
batteries for the doorbell

Things to do on Saturday

call the plumber about the kitchen tap
return the library books
water the plants on the balcony`;
