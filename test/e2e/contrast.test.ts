import { expect, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { phaseIsShown, SCENES } from '../lab/scenes.ts';
import { until } from '../lab/until.ts';
import { showWallpaper } from '../lab/wallpaper.ts';
import { inPhase } from './bubble.ts';
import { testPorts } from './clients.ts';
import { contrast, textContrast } from './contrast.ts';
import { desktopEnv, launchOverlay } from './desktop.ts';
import { lookLike, showOnWallpaper } from './looks.ts';
import { colourAt } from './screen.ts';
import { profileWith } from './settings-page.ts';

/** WCAG 2, criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

/** Where nothing but the wallpaper is. */
const CORNER = { x: 8, y: 8 };

const PILL_TEXTS = ['.label', '.second-line'] as const;

it('knows the contrast of black on white, and the lightest grey that can be read on white', () => {
  const grey = (value: number) => ({ red: value, green: value, blue: value });
  expect(contrast(grey(0), grey(255))).toBeCloseTo(21, 5);
  expect(contrast(grey(0x76), grey(255))).toBeCloseTo(4.54, 2);
  expect(contrast(grey(255), grey(0x76))).toBeCloseTo(4.54, 2);
});

// At full opacity: how far down it goes is the user's own choice.
it('every text can be read in every phase, light and dark, over black and over white', async () => {
  await showOnWallpaper('black');
  // The client is reached over HTTP alone: so every phase has a second line.
  const [seen, served] = [await testPorts(), await testPorts()];
  const client = createReferenceClient({ wsPorts: served.wsPorts, httpPorts: seen.httpPorts });
  onTestFinished(client.stop);
  const profile = profileWith({ version: 1, appearance: { opacityPercent: 100 }, behaviour: { visibility: 'always' } });
  const overlay = await launchOverlay({ ...seen, profile });
  const bubble = await overlay.bubble();
  const measured: Record<string, number> = {};
  for (const { phase, enact } of SCENES) {
    await enact(client, 'en');
    await phaseIsShown(overlay, phase);
    for (const wallpaper of ['black', 'white'] as const) {
      await showWallpaper(wallpaper, desktopEnv());
      await until(
        `the ${wallpaper} wallpaper`,
        async () => (await colourAt(CORNER)).red === (wallpaper === 'black' ? 0 : 255),
      );
      for (const look of ['light', 'dark'] as const) {
        await lookLike(overlay, look);
        const texts = PILL_TEXTS.map((text) => inPhase(phase, text));
        for (const text of phase === 'speaking' ? [...texts, '.answer'] : texts) {
          measured[`${text}, ${look} over ${wallpaper}`] = await textContrast(bubble, text, look);
        }
      }
    }
  }
  expect(Object.entries(measured).filter(([, ratio]) => !(ratio >= LEAST_CONTRAST))).toEqual([]);
});
