import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { PHASES, type Phase } from '../../src-shared/overlay-state.ts';
import { openDocument } from '../lab/open-document.ts';
import { ANSWER, phaseIsShown, SCENES } from '../lab/scenes.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer, transportIs, visibleIs } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { desktopEnv, launchOverlay, screenshot } from './desktop.ts';
import { isLike, lookLike, orbColour, showOnWallpaper, TONE } from './looks.ts';
import { profileWith } from './settings-page.ts';

/** In the other phases the orb has only a tint of the phase's colour. */
const STRONG: readonly Phase[] = ['listening', 'thinking', 'speaking', 'error'];

/** Where the window with the document begins: the left part of the bubble is in front of the wallpaper. */
const DOCUMENT_LEFT_PX = 560;

describe.each([
  { language: 'pl', looks: ['light', 'dark'] },
  { language: 'en', looks: ['light', 'dark', 'forced-colors'] },
] as const)('the bubble in $language', ({ language, looks }) => {
  it('shows every phase of a client that comes, works and goes, light and dark', async () => {
    await showOnWallpaper('busy');
    onTestFinished(await openDocument(desktopEnv(), DOCUMENT_LEFT_PX));
    const ports = await testPorts();
    const client = createReferenceClient(ports);
    onTestFinished(client.stop);
    const profile = profileWith({ version: 1, behaviour: { visibility: 'always' } });
    const overlay = await launchOverlay({ ...ports, language, profile });
    expect(SCENES.map(({ phase }) => phase)).toEqual(PHASES);
    for (const { phase, enact } of SCENES) {
      await enact(client, language);
      if (phase === 'ready') await transportIs(overlay, 'socket');
      await phaseIsShown(overlay, phase);
      expect(await shownAnswer(overlay)).toBe(phase === 'speaking' ? ANSWER[language] : '');
      for (const look of looks) {
        await lookLike(overlay, look);
        if (STRONG.includes(phase) && look !== 'forced-colors') {
          await until(`the colour of ${phase}`, async () => isLike(await orbColour(overlay), TONE[phase]));
        }
        await screenshot(join(PROJECT_ROOT, `out/screens/phases/${language}-${look}-${phase}.png`));
      }
    }
  });
});

describe('the bubble', () => {
  it('is hidden while nothing goes on, and shown when something begins', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    await visibleIs(overlay, true);
    client.update({ status: 'Ready', wake_word_detected: false });
    await visibleIs(overlay, false);
    const isShown = () =>
      overlay.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));
    await expect.poll(isShown).toBe(false);
  });

  it('shows an answer as text, whatever is in it', async () => {
    const ports = await testPorts();
    const { client } = await startClient(ports);
    const overlay = await launchOverlay(ports);
    client.update({ status: 'myślę', wake_word_detected: true });
    await bubbleIn(overlay, 'thinking');
    const html = '<img src=x onerror="document.title=1"><script>alert(1)</script> &amp;';
    client.update({ status: 'mówię', is_speaking: true, text: `${html} [link](https://example.org)` });
    const page = await bubbleIn(overlay, 'speaking');
    expect(await shownAnswer(overlay)).toBe(`${html} link`);
    expect(await page.locator('img, script[src=""], a').count()).toBe(0);
  });
});
