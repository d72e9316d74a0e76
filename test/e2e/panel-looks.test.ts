import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { openDocument } from '../lab/open-document.ts';
import { motionEnded } from '../lab/overlay-driver.ts';
import { findings } from './axe.ts';
import { bubbleIn, inPhase, transportIs } from './bubble.ts';
import { textContrast } from './contrast.ts';
import { desktopEnv, launchOverlay, screenshot } from './desktop.ts';
import { lookLike, showOnWallpaper } from './looks.ts';
import { startOfferingClient } from './offering-client.ts';
import { openPanel, panelIsClosed } from './panel.ts';
import { openSection, openSettings, pressKeys, profileWith } from './settings-page.ts';

/** WCAG 2, criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

const LOOKS = ['light', 'dark', 'forced-colors'] as const;
const QUESTION = { pl: 'Jaka będzie jutro pogoda?', en: 'What will the weather be tomorrow?' };
const SETTINGS_ENTRY = { pl: 'Ustawienia…', en: 'Settings…' };
const screens = (name: string) => join(PROJECT_ROOT, 'out/screens', name);

describe.each(['pl', 'en'] as const)('in %s', (language) => {
  it('the panel can be read and used by everybody, light, dark and in forced colours', async () => {
    await showOnWallpaper('busy');
    onTestFinished(await openDocument(desktopEnv(), 560));
    const client = await startOfferingClient();
    // The longest label, beside as many buttons as there can be.
    client.update({ monitoring: false });
    const profile = profileWith({ version: 1, behaviour: { visibility: 'always' } });
    const overlay = await launchOverlay({ ...client.ports, language, profile });
    const bubble = await bubbleIn(overlay, 'paused');
    const panel = await openPanel(overlay);
    for (const look of LOOKS) {
      await panel.emulateMedia({ colorScheme: null, forcedColors: look === 'forced-colors' ? 'active' : null });
      await lookLike(overlay, look);
      await motionEnded(panel);
      expect({ [look]: await findings(panel) }).toEqual({ [look]: [] });
      await screenshot(screens(`panel/${language}-${look}.png`));
      if (look === 'forced-colors') continue;
      for (const text of ['.note', 'output']) {
        expect(await textContrast(panel, text, look), `${text}, ${look}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }
    }
    const label = await bubble.evaluate(
      (selector) => {
        const element = document.querySelector(selector);
        return element !== null && element.scrollWidth <= element.clientWidth;
      },
      inPhase('paused', '.label'),
    );
    expect(label, 'the whole label is shown').toBe(true);

    // With a text, muted, and with something gone wrong.
    await panel.emulateMedia({ colorScheme: null, forcedColors: null });
    client.update({ monitoring: true, muted: true });
    client.answerWith({ code: 'busy' });
    await panel.getByRole('textbox').fill(QUESTION[language]);
    for (const look of ['light', 'dark'] as const) {
      await lookLike(overlay, look);
      await panel.getByRole('textbox').press('Enter');
      await panel.waitForSelector('.note[data-trouble="true"]');
      await motionEnded(panel);
      expect({ [look]: await findings(panel) }).toEqual({ [look]: [] });
      expect(await textContrast(panel, '.note', look), look).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      await screenshot(screens(`panel/${language}-${look}-trouble.png`));
    }
    await pressKeys('Escape');
    await panelIsClosed(overlay);
  });

  it.each(['light', 'dark'])('the settings of the client can be read and used by everybody, %s', async (theme) => {
    const client = await startOfferingClient();
    const profile = profileWith({ version: 1, appearance: { theme } });
    const overlay = await launchOverlay({ ...client.ports, language, profile });
    await transportIs(overlay, 'socket');
    const page = await openSettings(overlay, SETTINGS_ENTRY[language]);
    await openSection(page, 'assistant');
    expect(await findings(page)).toEqual([]);
    client.answerWith({ code: 'invalid' });
    await page.getByRole('textbox').fill('x');
    await page.getByRole('textbox').press('Enter');
    await page.locator('.error:not(:empty)').waitFor();
    await page.click('h2');
    await motionEnded(page);
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: screens(`assistant/${language}-${theme}.png`) });
  });
});
