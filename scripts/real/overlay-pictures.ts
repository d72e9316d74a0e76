import { join } from 'node:path';
import type { Phase } from '../../src-shared/overlay-state.ts';
import type { HomeAssistant } from '../../test/lab/home-assistant/home-assistant.ts';
import { openDocument } from '../../test/lab/open-document.ts';
import { driveOverlay } from '../../test/lab/overlay-driver.ts';
import { logLines } from '../../test/lab/overlay-parts.ts';
import { phaseIsShown } from '../../test/lab/scenes.ts';
import { until } from '../../test/lab/until.ts';
import { startVirtualDesktop } from '../../test/lab/virtual-desktop.ts';
import type { AtEnd } from '../with-endings.ts';

const SCREEN = { width: 1280, height: 800 };
const DOCUMENT_LEFT_PX = 230;
const QUESTION = 'what is the weather like';

/** Follow a turn with the built overlay on a virtual desktop, and save a picture of each of its phases. */
export async function takeOverlayPictures(
  atEnd: AtEnd,
  electron: string,
  { port, entity, token, ask }: HomeAssistant,
  folder: string,
): Promise<void> {
  const desktop = await startVirtualDesktop(SCREEN);
  atEnd(desktop.stop);
  atEnd(await openDocument(desktop.env, DOCUMENT_LEFT_PX));
  const overlay = await driveOverlay({
    electron,
    env: {
      ...desktop.env,
      ASYSTENT_FOLLOW: `hass://127.0.0.1:${port}/${entity}`,
      ASYSTENT_HASS_TOKEN: token,
    },
    wsPorts: [],
    httpPorts: [],
    language: 'en',
  });
  atEnd(overlay.close);
  const bubble = await overlay.bubble();
  const words = (name: string, text: string) =>
    until(name, async () => (await bubble.evaluate(() => document.body.textContent)).includes(text));
  const take = async (phase: Phase, name: string) => {
    await phaseIsShown(overlay, phase);
    await desktop.screenshot(join(folder, `${name}.png`));
    console.log(`overlay: ${name}`);
  };
  await until(
    () => `the satellite; the log of the overlay:\n${logLines(overlay).join('\n')}`,
    async () => (await bubble.locator('[data-testid="bubble"]').getAttribute('data-phase')) === 'ready',
  );
  ask(QUESTION);
  await take('listening', '1-listening');
  await take('thinking', '2-thinking');
  await words('the growing answer', 'It is twenty');
  await desktop.screenshot(join(folder, '3-growing.png'));
  await take('speaking', '4-speaking');
  await words('the whole answer', 'Tonight it stays dry.');
  await desktop.screenshot(join(folder, '5-answer.png'));
}
