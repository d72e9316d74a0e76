/** An answer whose voice tells how far it has come. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { bubbleIn } from './bubble.ts';
import { startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';

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
    const node = text?.firstChild;
    if (!text || !view || !node) throw new Error('no answer');
    const range = document.createRange();
    range.setStart(node, Math.max(0, at - 1));
    range.setEnd(node, Math.max(1, at));
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
