import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { silhouetteAfter } from '../../src-main/overlay/silhouette.ts';
import type { CommandStates } from '../../src-shared/commands.ts';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { type CatalogueLanguage, LANGUAGES, PSEUDO_LANGUAGE } from '../../src-shared/languages.ts';
import { NOTICE_KINDS, PHASES } from '../../src-shared/overlay-state.ts';
import { type StringKey, translator } from '../../src-shared/strings.ts';
import { EVERY_COMMAND, VERSION_1 } from '../assistant.ts';
import { CATALOGUES } from '../lab/catalogues.ts';
import { motionEnded, type RunningOverlay } from '../lab/overlay-driver.ts';
import { stateWith } from '../renderer/states.ts';
import { bubbleIn, inPhase, transportIs } from './bubble.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { startOfferingClient } from './offering-client.ts';
import { openPanel } from './panel.ts';
import { openSettings, profileWith } from './settings-page.ts';

const screens = (name: string) => join(PROJECT_ROOT, 'out/screens/languages', name);

/** Chooses a language and a size in the settings, and waits until every page has both. */
async function choose(overlay: RunningOverlay, settings: Page, language: CatalogueLanguage, scalePercent: number) {
  await settings.evaluate((changes) => window.settings.update('appearance', changes), { language, scalePercent });
  for (const page of [settings, await overlay.bubble(), await overlay.controls()]) {
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  }
  for (const page of [await overlay.bubble(), await overlay.controls()]) {
    await page.waitForFunction((wanted) => document.documentElement.style.zoom === wanted, String(scalePercent / 100));
    await motionEnded(page);
  }
}

/**
 * The texts that do not fit on a line of the pill, each drawn where it would be.
 * @param part the line's class.
 * @param widthPx the pill's width at scale 1.
 */
async function cutOnPill(bubble: Page, part: 'label' | 'second-line', texts: readonly string[], widthPx = PILL_WIDTH) {
  return bubble.evaluate(
    ([name, lines, width]) => {
      const { style } = document.querySelector<HTMLElement>('[data-testid="bubble"]') ?? document.body;
      const before = style.getPropertyValue('--shown-width');
      style.setProperty('--shown-width', width);
      const words = document.querySelector('.shows-paused .phase-paused .words');
      if (words === null) throw new Error('no words on the pill');
      const cut = lines.filter((text) => {
        const line = document.createElement('span');
        line.className = name;
        line.textContent = text;
        words.append(line);
        const isCut = line.scrollWidth > line.clientWidth;
        line.remove();
        return isCut;
      });
      style.setProperty('--shown-width', before);
      return cut;
    },
    [part, texts, `${widthPx}px`] as const,
  );
}

/** The elements that need more width than they have. */
async function cutOn(page: Page, selector: string): Promise<readonly string[]> {
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => `${element.localName}: ${element.textContent?.slice(0, 60)}`),
    selector,
  );
}

/** How narrow the pill may be: with the most buttons, which it has in the end, and with one. */
function narrowWidths(language: CatalogueLanguage): readonly (readonly [buttons: number, widthPx: number])[] {
  const widthWith = (commands: CommandStates) => {
    const context = { form: 'pill', hasPanel: false } as const;
    return silhouetteAfter(stateWith({ visible: false }), stateWith({ language, commands }), context).widthPx;
  };
  // Another button comes while a voice is heard.
  return [
    [2, widthWith(VERSION_1)],
    [3, widthWith(EVERY_COMMAND)],
  ];
}

it('every language fits: phases, second lines, buttons and settings, at 100 and 200 %', async () => {
  const client = await startOfferingClient();
  // As many buttons as there can be.
  client.update({ monitoring: false });
  const profile = profileWith({
    version: 1,
    appearance: { language: 'en' },
    behaviour: { visibility: 'always' },
  });
  const overlay = await launchOverlay({ ...client.ports, language: null, profile });
  await transportIs(overlay, 'socket');
  const bubble = await bubbleIn(overlay, 'paused');
  const settings = await openSettings(overlay);
  const controls = await overlay.controls();
  // Every name that the bubble has while the language changes.
  const named = await bubble.evaluateHandle(() => {
    const seen: string[] = [];
    new MutationObserver(() => seen.push(document.documentElement.lang, document.title)).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    return seen;
  });
  for (const language of LANGUAGES) {
    const t = translator(language);
    const phases = PHASES.map((phase) => t(`phase.${phase}`));
    const labels = [...phases, ...NOTICE_KINDS.map((kind) => t(`notice.${kind}`))];
    const narrow = narrowWidths(language);
    const details = Object.keys(CATALOGUES[language]['detail'] ?? {}).map((key) =>
      t(`detail.${key}` as StringKey, { address: '127.0.0.1', port: 65_535 }),
    );
    for (const scale of [100, 200]) {
      await choose(overlay, settings, language, scale);
      const where = `${language}, ${scale} %`;
      expect.soft(await bubble.locator('.shows-paused .phase-paused .label').textContent()).toBe(t('phase.paused'));
      expect.soft(await cutOnPill(bubble, 'label', labels), `labels, ${where}`).toEqual([]);
      for (const [buttons, widthPx] of narrow) {
        await bubble.evaluate((count) => {
          const root = document.querySelector<HTMLElement>('[data-testid="bubble"]');
          if (root !== null) root.dataset['buttons'] = String(count);
        }, buttons);
        expect.soft(await cutOnPill(bubble, 'label', phases, widthPx), `at ${widthPx} px, ${where}`).toEqual([]);
      }
      expect.soft(await cutOnPill(bubble, 'second-line', details), `second lines, ${where}`).toEqual([]);
      expect
        .soft(await controls.getByRole('button').evaluateAll((all) => all.map((one) => one.getAttribute('title'))))
        .toEqual([t('command.talk'), t('command.panel'), t('command.resumeMonitoring')]);
      if (scale === 100) {
        for (const section of await settings.locator('[data-section]').all()) {
          await section.click();
          const name = await section.getAttribute('data-section');
          expect
            .soft(
              await cutOn(settings, 'html, main, nav, button, select, .segment, output, label'),
              `${where}, ${name}`,
            )
            .toEqual([]);
          if (name === 'appearance') await screenshot(screens(`${language}.png`));
        }
      }
    }
  }
  const names = new Set(
    (await named.jsonValue()).flatMap((each, index, all) => (index % 2 ? [`${all[index - 1]}: ${each}`] : [])),
  );
  expect([...names].sort()).toEqual(LANGUAGES.map((language) => `${language}: ${translator(language)('app.bubble')}`));
});

/** Where an element is on the screen, from left to right. */
async function middleOf(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { x, width } = element.getBoundingClientRect();
      return window.screenX + x + width / 2;
    });
}

/** Whether the text in the panel's field ends before the button does, and how it runs. */
async function textAndButton(panel: Page) {
  return panel.evaluate(() => {
    const [input, button] = ['.field input', '.send'].map((each) => document.querySelector(each));
    if (input == null || button == null) throw new Error('no field in the panel');
    const { direction, paddingLeft, paddingRight } = getComputedStyle(input);
    const box = input.getBoundingClientRect();
    const { left, right } = button.getBoundingClientRect();
    const isBeside =
      box.left + Number.parseFloat(paddingLeft) >= right || box.right - Number.parseFloat(paddingRight) <= left;
    return { direction, isBeside };
  });
}

it('a language from right to left mirrors pill, card, panel and settings', async () => {
  const client = await startOfferingClient();
  client.update({ monitoring: false });
  const profile = profileWith({ version: 1, behaviour: { visibility: 'always' } });
  const overlay = await launchOverlay({ ...client.ports, language: PSEUDO_LANGUAGE, profile });
  await transportIs(overlay, 'socket');
  const bubble = await bubbleIn(overlay, 'paused');
  const controls = await overlay.controls();
  await motionEnded(controls);
  const orb = await middleOf(bubble, inPhase('paused', '.orb'));
  const words = await middleOf(bubble, inPhase('paused', '.words'));
  const buttons = await Promise.all(
    ['.handle', '[data-command="start_listening"]', '[data-command="toggle_monitoring"]'].map((each) =>
      middleOf(controls, each),
    ),
  );
  const [handle = 0, first = 0, last = 0] = buttons;
  expect([orb, words, handle, first, last]).toEqual([orb, words, handle, first, last].toSorted((a, b) => b - a));

  const panel = await openPanel(overlay);
  await motionEnded(panel);
  expect(await middleOf(panel, '.send')).toBeLessThan(await middleOf(panel, '.field'));
  expect(await panel.getAttribute('html', 'dir')).toBe('rtl');
  // Empty, in the interface's direction and in the other one.
  for (const text of ['', 'طقس الغد', 'Weather']) {
    await panel.getByRole('textbox').fill(text);
    expect(await textAndButton(panel), text).toMatchObject({ isBeside: true });
  }
  await panel.getByRole('textbox').fill('');
  expect(await textAndButton(panel)).toMatchObject({ direction: 'rtl' });
  await screenshot(screens('rtl-panel.png'));
  const settings = await openSettings(overlay, translator(PSEUDO_LANGUAGE)('tray.settings'));
  expect(await middleOf(settings, 'nav')).toBeGreaterThan(await middleOf(settings, 'main'));
  for (const section of await settings.locator('[data-section]').all()) {
    await section.click();
    const name = await section.getAttribute('data-section');
    expect
      .soft(await cutOn(settings, 'html, main, nav, button, select, .segment, output, label'), String(name))
      .toEqual([]);
    if (name === 'appearance' || name === 'position') await screenshot(screens(`rtl-${name}.png`));
  }
  for (const page of [bubble, controls, settings]) expect(await page.getAttribute('html', 'dir')).toBe('rtl');
});
