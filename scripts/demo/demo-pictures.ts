import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import type { Phase } from '../../src-shared/overlay-state.ts';
import { isTurn } from '../../src-shared/phase-kinds.ts';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { openDocument } from '../../test/lab/open-document.ts';
import { driveOverlay } from '../../test/lab/overlay-driver.ts';
import { makePairedClients } from '../../test/lab/paired-clients.ts';
import { phaseIsShown, SCENES } from '../../test/lab/scenes.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import type { DemoOptions } from './demo-desktop.ts';
import { makeSecureDemo } from './secure-demo.ts';

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
export async function takePictures({ electron, language, secure, others }: DemoOptions): Promise<void> {
  const folder = join(PROJECT_ROOT, 'out', 'demo');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  /** Clean-ups; the last one runs first. */
  const endings: (() => Promise<void>)[] = [];
  try {
    await walk();
  } finally {
    for (const end of endings.toReversed()) await end();
  }

  async function walk(): Promise<void> {
    console.log('Bringing up a virtual desktop …');
    const desktop = await startVirtualDesktop(SCREEN);
    endings.push(desktop.stop);
    const scratch = makeScratchFolder('demo');
    endings.push(async () => scratch.remove());
    const env = desktop.env;
    endings.push(await openDocument(env, DOCUMENT_LEFT_PX));
    const empty = join(scratch.path, 'empty-desktop.png');
    await desktop.screenshot(empty);

    const ports = await freeClientPorts();
    const profile = makeScratchFolder('profile');
    endings.push(async () => profile.remove());
    const demo = secure ? await makeSecureDemo(profile.path, ports) : null;
    const otherClients = await makePairedClients(profile.path, others);
    const overlay = await driveOverlay({
      electron,
      env: { ...env, ...demo?.env },
      ...ports,
      language,
      profile: profile.path,
    });
    endings.push(overlay.close);
    const client = createReferenceClient({ ...ports, ...demo?.client, protocol: 2, language });
    endings.push(client.stop);
    let pictures = 0;
    const take = async (phase: Phase, name: string) => {
      pictures += 1;
      const picture = join(folder, `${pictures}-${name}.png`);
      await phaseIsShown(overlay, phase);
      await photograph(desktop, picture, empty, phase);
      console.log(`${name.padEnd(20)} ${relative(process.cwd(), picture)}`);
    };
    for (const { phase, enact } of SCENES) {
      await enact(client, language);
      await take(phase, phase);
    }
    for (const [index, { name, client: other }] of otherClients.entries()) {
      endings.push(other.stop);
      await other.start();
      await until(`the overlay at ${name}`, () => other.overlays() > 0);
      for (const { phase, enact } of SCENES.filter((scene) => isTurn(scene.phase))) {
        await enact(other, language);
        await take(phase, `${phase}-${index + 2}`);
      }
      other.update(TURN_OVER);
    }
    console.log(`${pictures} pictures of the screen are in ${folder}`);
  }
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
