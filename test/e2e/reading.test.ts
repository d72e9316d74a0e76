/** How an answer is read: with its Markdown softened, and along with a voice that tells how far it has come. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { motionEnded } from '../lab/overlay-driver.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { textContrast } from './contrast.ts';
import { launchOverlay, screenshot } from './desktop.ts';
import { lookLike } from './looks.ts';
import { openSection, openSettings } from './settings-page.ts';

/** Faster than the overlay takes a voice to be. */
const VOICE_CHARACTERS_PER_S = 24;
const WORD_MS = 250;

const PARAGRAPH = Array.from({ length: 6 }, () => 'Jutro będzie dość ładna pogoda, a po południu spadnie deszcz.');
/** Short lines, on which an estimate by the number of characters is wrong. */
const LIST = Array.from({ length: 14 }, (_, index) => `punkt ${index}: mleko i masło`);
const ANSWER = `${PARAGRAPH.join(' ')}\n${LIST.join('\n')}`;

/** Where the line that is being spoken is on the card, in lines from its middle, and how far the text has scrolled. */
async function voiceLine(page: Page, spoken: number) {
  return page.evaluate((at) => {
    const text = document.querySelector<HTMLElement>('[data-testid="answer"]');
    const view = text?.parentElement;
    if (!text || !view) throw new Error('no answer');
    const range = document.createRange();
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let left = Math.max(0, at - 1);
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const length = node.nodeValue?.length ?? 0;
      if (left < length) {
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        break;
      }
      left -= length;
    }
    const line = range.getBoundingClientRect();
    const card = view.getBoundingClientRect();
    const linePx = Number.parseFloat(getComputedStyle(text).lineHeight);
    const topPx = -new DOMMatrix(getComputedStyle(text).transform).m42;
    return {
      fromMiddle: (line.top + line.height / 2 - card.top - card.height / 2) / linePx,
      topPx,
      isAtEnd: topPx >= text.offsetHeight - view.clientHeight - linePx,
    };
  }, spoken);
}

it('an answer whose voice tells how far it has come has the line that is spoken in the middle of the card', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2 });
  client.update({ phase: 'thinking', status: 'myślę' });
  const overlay = await launchOverlay({ ...ports, language: 'pl' });
  const page = await bubbleIn(overlay, 'thinking');
  // As if the overlay had come while it was spoken.
  const begun = 250;
  client.update({ phase: 'speaking', text: ANSWER, spoken: begun });
  await page.getByTestId('answer').waitFor();
  const beganMs = performance.now();
  const seen: Awaited<ReturnType<typeof voiceLine>>[] = [];
  for (;;) {
    const elapsedMs = performance.now() - beganMs;
    const spoken = Math.min(ANSWER.length, begun + Math.floor((elapsedMs / 1_000) * VOICE_CHARACTERS_PER_S));
    client.update({ spoken });
    const now = await voiceLine(page, spoken);
    seen.push(now);
    if (now.isAtEnd || spoken === ANSWER.length) break;
    await delay(WORD_MS);
  }
  for (const [index, { topPx }] of seen.entries()) expect(topPx).toBeGreaterThanOrEqual(seen[index - 1]?.topPx ?? 0);
  // It has caught up by then.
  const following = seen.slice(Math.ceil(4_000 / WORD_MS));
  expect(following.length).toBeGreaterThan(20);
  for (const { fromMiddle, isAtEnd } of following) if (!isAtEnd) expect(Math.abs(fromMiddle)).toBeLessThan(2);
  expect(seen.at(-1)?.isAtEnd).toBe(true);

  client.update({ phase: 'ready', spoken: ANSWER.length });
  // It was read to its end.
  await page.waitForFunction(() => document.querySelector('[data-testid="answer"]') === null, undefined, {
    timeout: 8_000,
  });
}, 60_000);

const POLISH = [
  '## Zakupy na **jutro**',
  'W *Żabce* do `21:00`, a [przepis](https://example.org/przepis?id=7) jest tu:',
  '- mleko, 2 * 1 l, z lodówki przy samym wejściu do sklepu po lewej',
  '  - bez `laktozy`',
  '1. Ugotuj.',
  '> Smacznego!',
].join('\n');
const ENGLISH = [
  'Run **this** in snake_case_dir, not in `docs`:',
  '```sh',
  'npm test -- --watch   # 5 > 3',
  '```',
  '| Day | °C |',
  '|-----|----|',
  '| Mon | *7* |',
].join('\n');
const SOFTENED: Readonly<Record<string, string>> = {
  pl: [
    'Zakupy na jutro',
    'W Żabce do 21:00, a przepis jest tu:',
    'mleko, 2 * 1 l, z lodówki przy samym wejściu do sklepu po lewej',
    'bez laktozy',
    '1. Ugotuj.',
    'Smacznego!',
  ].join('\n'),
  en: ['Run this in snake_case_dir, not in docs:', 'npm test -- --watch   # 5 > 3', '| Day | °C |', '| Mon | 7 |'].join(
    '\n',
  ),
};

/** WCAG 2, criterion 1.4.3, level AA. */
const LEAST_CONTRAST = 4.5;

it('the Markdown of an answer is softened to text styles, or shown as it was written', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2 });
  client.update({ phase: 'thinking' });
  const overlay = await launchOverlay(ports);
  const page = await bubbleIn(overlay, 'thinking');
  for (const [turn, language, answer] of [
    [1, 'pl', POLISH],
    [2, 'en', ENGLISH],
  ] as const) {
    client.update({ phase: 'thinking', turn, text: '' });
    await bubbleIn(overlay, 'thinking');
    client.update({ phase: 'speaking', text: answer });
    await until('the answer', async () => (await shownAnswer(overlay)) === SOFTENED[language]);
    await motionEnded(page);
    for (const look of ['light', 'dark'] as const) {
      await lookLike(overlay, look);
      await screenshot(join(PROJECT_ROOT, `out/screens/formatted/${language}-${look}.png`));
      expect(await textContrast(page, '[data-testid="answer"] .code', look)).toBeGreaterThan(LEAST_CONTRAST);
    }
  }
  const styleOf = (selector: string) =>
    page.evaluate((wanted) => {
      const element = document.querySelector(`[data-testid="answer"] ${wanted}`);
      if (element === null) throw new Error(`not there: ${wanted}`);
      const { fontWeight, fontStyle, fontFamily } = getComputedStyle(element);
      return { fontWeight, fontStyle, fontFamily };
    }, selector);
  expect(await styleOf('.bold')).toMatchObject({ fontWeight: '700' });
  expect(await styleOf('.italic')).toMatchObject({ fontStyle: 'italic' });
  expect((await styleOf('[data-kind="code"] .code')).fontFamily).toContain('monospace');

  const settings = await openSettings(overlay);
  await openSection(settings, 'appearance');
  await settings.getByRole('switch', { name: 'Formatting of answers' }).click();
  await until('the answer as written', async () => (await shownAnswer(overlay)) === ENGLISH);
});

it('a bold word that is being written never shows its asterisks', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports, { protocol: 2 });
  client.update({ phase: 'thinking' });
  const overlay = await launchOverlay(ports);
  const page = await bubbleIn(overlay, 'thinking');
  client.update({ phase: 'speaking', text: 'Buy' });
  await until('the beginning', async () => (await shownAnswer(overlay)) === 'Buy');
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = () => seen.push(document.querySelector('[data-testid="answer"]')?.textContent ?? '');
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { seen });
  });
  for (const word of [' **fresh', ' milk', '**', ' and', '\n-', ' *bread', '*', '\n', '```', 'sh\nls', '\n```']) {
    client.append(word);
    await delay(60);
  }
  await until('the end', async () => (await shownAnswer(overlay)) === 'Buy fresh milk and\nbread\nls');
  const seen = await page.evaluate(() => (window as unknown as { seen: readonly string[] }).seen);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.filter((text) => /[*`-]/.test(text))).toEqual([]);
});
