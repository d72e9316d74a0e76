import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { CARD_GAP } from '../../src-shared/geometry.ts';
import { openDocument } from '../lab/open-document.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { findings } from './axe.ts';
import { bubbleIn, screenPoint } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { startClipboardReader } from './clipboard.ts';
import { textContrast } from './contrast.ts';
import { desktopEnv, launchOverlay, screenSize, screenshot } from './desktop.ts';
import { lookLike, showOnWallpaper } from './looks.ts';
import { startOfferingClient } from './offering-client.ts';
import { openPanel, openPanelPage, panelIsClosed, panelPage } from './panel.ts';
import { screenBox } from './placed-overlay.ts';
import { clickAt } from './screen.ts';
import { openSection, openSettings, pressKeys, profileWith } from './settings-page.ts';
import { isEnabled, pressTrayEntry, trayEntries, trayIcon } from './tray.ts';

/** WCAG 2, criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

const ENTRY = { pl: 'Ostatnie odpowiedzi…', en: 'Last answers…' };
const LONG = Array.from({ length: 60 }, (_, line) => `${line + 1}. Preheat the oven, and then wait for a while.`).join(
  '\n',
);

const answersIn = (page: Page) =>
  page.locator('textarea').evaluateAll((fields) => fields.map((each) => each.textContent));

/** Has a client of version 1 say something, to the end. */
function say(client: ReferenceClient, ...texts: readonly string[]): void {
  for (const text of texts) {
    client.update({ status: 'myślę', wake_word_detected: true });
    client.update({ status: 'mówię', is_speaking: true, text });
    client.update({ status: 'Ready', is_speaking: false, wake_word_detected: false });
  }
}

/** An overlay with a client of version 1. */
async function start(settings: object = {}, language: 'pl' | 'en' = 'en') {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const profile = profileWith({ version: 1, ...settings });
  const overlay = await launchOverlay({ ...ports, language, profile });
  await until('the overlay at its client', () => client.overlays() === 1);
  const icon = await trayIcon();
  const openAnswers = async () => {
    await pressTrayEntry(icon, ENTRY[language]);
    return openPanelPage(overlay);
  };
  return { client, overlay, icon, openAnswers };
}

const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

async function breakClipboard(overlay: RunningOverlay): Promise<void> {
  await overlay.app.evaluate(({ clipboard }) => {
    clipboard.writeText = () => {
      throw new Error('no clipboard');
    };
  });
}

describe('the last answers', () => {
  it('open from the tray with a client that offers nothing, the newest first and whole, and Esc closes them', async () => {
    const { client, overlay, openAnswers } = await start();
    const empty = await openAnswers();
    await empty.getByText('No answers yet.').waitFor();
    await pressKeys('Escape');
    await panelIsClosed(overlay);

    client.update({ text: 'From before the question.' });
    say(client, 'Yes.', 'Seven', LONG, LONG);
    client.update({ status: 'mówię', is_speaking: true, text: 'It is' });
    client.update({ text: 'It is raining.' });
    const panel = await openAnswers();
    await until('all of them', async () => (await answersIn(panel)).length === 4);
    expect(await answersIn(panel)).toEqual(['It is raining.', LONG, 'Seven', 'Yes.']);
    // An answer that comes while it is open is there, too.
    client.update({ text: 'It is raining cats and dogs.' });
    await until('its growth', async () => (await answersIn(panel))[0] === 'It is raining cats and dogs.');
    expect(panelPage(overlay)).toBe(panel);
    await pressKeys('Escape');
    await panelIsClosed(overlay);
  });

  it('are copied by a click, for other programs, also when the panel is closed', async () => {
    const { client, overlay, openAnswers } = await start();
    say(client, 'First,\n  and\tmore.', 'Second.');
    const panel = await openAnswers();
    // The card with the same answer stands where the panel is, and lingers.
    const bubble = await overlay.bubble();
    await until('the card to give way', async () => (await bubble.locator('[data-testid="answer"]').count()) === 0);
    const copy = panel.getByRole('button').nth(1);
    await copy.waitFor();
    await motionEnded(panel);
    await clickAt(await screenPoint(panel, 'li:nth-child(2) button'));
    await panel.getByText('Copied', { exact: true }).first().waitFor();
    expect(await copy.textContent()).toBe('Copied');
    expect(await panel.locator('[role="status"]', { hasText: 'Copied' }).count()).toBe(1);
    await until('the button as it was', async () => (await copy.textContent()) === 'Copy');
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    const read = await startClipboardReader();
    expect(await read()).toBe('First,\n  and\tmore.');
  });

  it('are copied and selected with the keyboard alone', async () => {
    const { client, overlay, openAnswers } = await start();
    say(client, 'First.', 'Second, and longer.');
    const panel = await openAnswers();
    await until('the focus on the newest', async () => (await focusedLabel(panel)).startsWith('Copy the answer from'));
    await pressKeys('Return');
    const read = await startClipboardReader();
    await until('the newest in the clipboard', async () => (await read()) === 'Second, and longer.');

    const again = await openAnswers();
    await pressKeys('Tab', 'Tab', 'Tab');
    await until('the focus in the second text', async () => (await focusedLabel(again)).startsWith('Answer from'));
    await pressKeys('ctrl+Home', 'shift+Right', 'shift+Right', 'ctrl+c');
    await until('the selection in the clipboard', async () => (await read()) === 'Fi');
    await pressKeys('ctrl+a', 'ctrl+c');
    await until('the whole in the clipboard', async () => (await read()) === 'First.');
    // In the middle, too.
    await pressKeys('Home', 'Right', 'shift+Right', 'ctrl+c');
    await until('the selection in the clipboard', async () => (await read()) === 'i');
    // It is for reading.
    await pressKeys('ctrl+a', 'x', 'BackSpace', 'Return', 'ctrl+v');
    expect(await answersIn(again)).toEqual(['Second, and longer.', 'First.']);
    await pressKeys('Escape');
    await panelIsClosed(overlay);
  });

  it('that the system does not take say so, from the panel and from the tray, and the log has none of it', async () => {
    const { client, overlay, icon, openAnswers } = await start();
    say(client, 'A secret answer.');
    await breakClipboard(overlay);
    // Until then the entry does nothing.
    await until('the answer', () => isEnabled(icon, 'Copy last answer'));
    await pressTrayEntry(icon, 'Copy last answer');
    const panel = await openPanelPage(overlay);
    await panel.locator('.answer-failed').waitFor();
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    const again = await openAnswers();
    await again.getByRole('button').first().click();
    await again.locator('.answer-failed').waitFor();
    const log = readFileSync(join(overlay.profile, 'logs/overlay.log'), 'utf8');
    expect(log).toContain('answer not copied');
    expect(log).not.toContain('secret');
  });

  it('are neither in the tray nor kept when the user does not want it [SEC-ANSWERS]', async () => {
    const { client, icon } = await start({ behaviour: { visibility: 'always', lingerSeconds: 4, keepAnswers: false } });
    say(client, 'Yes.');
    client.update({ status: 'mówię', is_speaking: true, text: 'No.' });
    await until('the phase in the tray', async () => [...(await trayEntries(icon)).keys()].includes('Stop speaking'));
    expect([...(await trayEntries(icon)).keys()].filter((label) => /answer/.test(label))).toEqual([]);
  });

  it('have none of the settings’ sample, and are forgotten when the user switches that on and off', async () => {
    const { client, overlay, icon, openAnswers } = await start();
    const settings = await openSettings(overlay);
    const bubble = await overlay.bubble();
    await bubble.getByText('This is how answers will look').waitFor();
    say(client, 'Yes.');
    await until('the answer', () => isEnabled(icon, 'Copy last answer'));
    const panel = await openAnswers();
    await until('it alone', async () => (await answersIn(panel)).join() === 'Yes.');
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    await openSection(settings, 'behaviour');
    const keep = settings.getByRole('switch', { name: 'Keep the last answers until the overlay quits' });
    await keep.click();
    await until('no entry for them', async () => !(await trayEntries(icon)).has('Last answers…'));
    await keep.click();
    await until('the entry again', async () => (await trayEntries(icon)).has('Last answers…'));
    expect(await isEnabled(icon, 'Copy last answer')).toBe(false);
  });

  it('stand below what a client of version 2 offers, reached after it', async () => {
    const client = await startOfferingClient();
    const profile = profileWith({ version: 1, behaviour: { visibility: 'always' } });
    const overlay = await launchOverlay({ ...client.ports, profile });
    await bubbleIn(overlay, 'ready');
    client.update({ status: 'mówię', is_speaking: true, text: 'Yes.' });
    await bubbleIn(overlay, 'speaking');
    const panel = await openPanel(overlay);
    await panel.getByText('Yes.').waitFor();
    const seen: string[] = [];
    for (let presses = 0; presses < 5; presses += 1) {
      await pressKeys('Tab');
      seen.push(
        await until('the focus to move on', async () => {
          const label = await focusedLabel(panel);
          return label !== seen.at(-1) && label;
        }),
      );
    }
    expect(seen.map((label) => label.replace(/ from .*/, ''))).toEqual([
      'Talk to the assistant',
      'Mute the assistant',
      'Volume',
      'Copy the answer',
      'Answer',
    ]);
    // A panel with room for all of it does not scroll.
    expect(await panel.locator('.panel').evaluate((each) => each.scrollHeight <= each.clientHeight)).toBe(true);
  });
});

describe('a long list', () => {
  it.each([75, 100, 200])('scrolls in a panel that is wholly on the screen, at %d %', async (scalePercent) => {
    const { client, overlay, openAnswers } = await start({
      appearance: { scalePercent },
      behaviour: { visibility: 'always' },
    });
    say(client, 'First.', LONG, 'Last.');
    const panel = await openAnswers();
    const list = panel.locator('.answers ol');
    await list.waitFor();
    await motionEnded(panel);
    const box = await screenBox(panel, '.panel');
    const pill = await screenBox(await overlay.bubble(), '.pill');
    expect(box.y).toBe(pill.y + pill.height + (CARD_GAP * scalePercent) / 100);
    expect(box.y + box.height).toBeLessThanOrEqual(screenSize().height);
    expect(await list.evaluate((each) => each.scrollHeight > each.clientHeight + 100)).toBe(true);
    await screenshot(join(PROJECT_ROOT, `out/screens/panel/answers-${scalePercent}.png`));
    await pressKeys('Tab', 'Tab', 'Tab', 'ctrl+End');
    await until('the end of the long answer', () => list.evaluate((each) => each.scrollTop > 500));
    await pressKeys('Tab', 'Tab');
    await until('the last one in sight', () =>
      panel.locator('li:last-child textarea').evaluate((each) => {
        const { bottom } = each.getBoundingClientRect();
        return document.activeElement === each && bottom <= innerHeight;
      }),
    );
  });
});

describe.each(['pl', 'en'] as const)('in %s', (language) => {
  it('the answers can be read and used by everybody, light, dark and in forced colours', async () => {
    await showOnWallpaper('busy');
    onTestFinished(await openDocument(desktopEnv(), 560));
    const { client, overlay, openAnswers } = await start({ behaviour: { visibility: 'always' } }, language);
    const texts = {
      pl: [
        'Tak.',
        'Jutro siedem stopni i deszcz. Po południu przejaśnienia, wiatr słaby.',
        'git switch -c pogoda\n  npm test',
      ],
      en: [
        'Yes.',
        'Seven degrees and rain tomorrow. Brighter in the afternoon, with little wind.',
        'git switch -c weather\n  npm test',
      ],
    };
    const empty = await openAnswers();
    await lookLike(overlay, 'light');
    await motionEnded(empty);
    expect(await findings(empty)).toEqual([]);
    await screenshot(join(PROJECT_ROOT, `out/screens/panel/${language}-light-no-answers.png`));
    await pressKeys('Escape');
    await panelIsClosed(overlay);
    say(client, ...texts[language]);
    const panel = await openAnswers();
    await breakClipboard(overlay);
    await panel.getByRole('button').nth(1).click();
    await panel.locator('.answer-failed').waitFor();
    for (const look of ['light', 'dark', 'forced-colors'] as const) {
      await panel.emulateMedia({ colorScheme: null, forcedColors: look === 'forced-colors' ? 'active' : null });
      await lookLike(overlay, look);
      await motionEnded(panel);
      expect({ [look]: await findings(panel) }).toEqual({ [look]: [] });
      await screenshot(join(PROJECT_ROOT, `out/screens/panel/${language}-${look}-answers.png`));
      if (look === 'forced-colors') continue;
      for (const text of ['.answer-when', '.answer-failed', '.copy', '.answers h2']) {
        expect(await textContrast(panel, text, look), `${text}, ${look}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }
    }
  });
});
