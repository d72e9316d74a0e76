import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import { isTurn } from '../../src-shared/phase-kinds.ts';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { openDocument } from '../../test/lab/open-document.ts';
import { driveOverlay } from '../../test/lab/overlay-driver.ts';
import { phaseIsShown, SCENES } from '../../test/lab/scenes.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { type AtEnd, withEndings } from '../with-endings.ts';
import { type DemoOptions, makeDemoClients } from './demo-clients.ts';

const SCREEN = { width: 1280, height: 800 };
/** By then the bubble has fully appeared. */
const DOCUMENT_LEFT_PX = 230;

/** A picture that differs by fewer pixels from the empty desktop lacks the pill of 420 by 52. */
const LEAST_PIXELS = 8_000;

const run = promisify(execFile);

/**
 * Walk through all phases on a virtual desktop and save a picture of its screen in each.
 *
 * @throws if a phase does not appear; the message names it.
 */
export async function takePictures(options: DemoOptions): Promise<void> {
  const folder = join(PROJECT_ROOT, 'out', 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await withEndings((atEnd) => walk(atEnd, options, folder));
}

async function walk(atEnd: AtEnd, options: DemoOptions, folder: string): Promise<void> {
  const { electron, language } = options;
  console.log('Bringing up a virtual desktop …');
  const desktop = await startVirtualDesktop(SCREEN);
  atEnd(desktop.stop);
  const scratch = makeScratchFolder('demo');
  atEnd(scratch.remove);
  atEnd(await openDocument(desktop.env, DOCUMENT_LEFT_PX));
  const empty = join(scratch.path, 'empty-desktop.png');
  await desktop.screenshot(empty);

  const ports = await freeClientPorts();
  const { profile, env, first, paired, sees } = await makeDemoClients(atEnd, options, ports);
  const overlay = await driveOverlay({ electron, env: { ...desktop.env, ...env }, ...ports, language, profile });
  atEnd(overlay.close);
  atEnd(first.stop);
  let pictures = 0;
  const take = async (phase: Phase, name: string) => {
    pictures += 1;
    const picture = join(folder, `${pictures}-${name}.png`);
    await phaseIsShown(overlay, phase);
    await photograph(desktop, picture, empty, phase);
    console.log(`${name.padEnd(20)} ${relative(process.cwd(), picture)}`);
  };
  // Behind a broker that nobody has published to, the overlay is offline at once.
  for (const { phase, enact } of SCENES.filter((scene) => !options.mqtt || scene.phase !== 'connecting')) {
    await enact(first, language);
    await take(phase, phase);
  }
  for (const [index, { name, client }] of paired.entries()) {
    atEnd(client.stop);
    await client.start();
    await until(`the overlay at ${name}`, () => sees(client));
    for (const { phase, enact } of SCENES.filter((scene) => isTurn(scene.phase))) {
      await enact(client, language);
      await take(phase, `${phase}-${index + 2}`);
    }
    client.update(TURN_OVER);
  }
  console.log(`${pictures} pictures of the screen are in ${folder}`);
}

/** Save a picture of the screen as soon as the bubble is on it. */
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
