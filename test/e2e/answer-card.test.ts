import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { bubbleIn } from './bubble.ts';
import { launchPlaced } from './placed-overlay.ts';

/** How wide the card that shows `text` is. */
async function cardWidth(page: Page, text: string): Promise<number> {
  const card = page.locator('.card', { has: page.getByTestId('answer').getByText(text) });
  await card.waitFor();
  return card.evaluate((element) => element.getBoundingClientRect().width);
}

it.each([
  { cardWidthPx: 420, narrowest: PILL_WIDTH },
  { cardWidthPx: 280, narrowest: 280 },
])(
  'a card of $cardWidthPx px is no narrower than the pill for a short answer, and no wider for a long word',
  async ({ cardWidthPx, narrowest }) => {
    const { client, overlay } = await launchPlaced({ appearance: { cardWidthPx } });
    const page = await bubbleIn(overlay, 'thinking');
    client.update({ status: 'mówię', is_speaking: true, text: 'Tak.' });
    expect(await cardWidth(page, 'Tak.')).toBe(narrowest);
    const word = 'Konstantynopolitańczykowianeczka'.repeat(12);
    client.update({ text: word });
    expect(await cardWidth(page, word)).toBe(cardWidthPx);
  },
);

it('code in an answer keeps its indentation, and a tab is as wide as four spaces', async () => {
  const { client, overlay } = await launchPlaced({});
  const page = await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: '\n  for day in week:\n    print(day)\n\tprint()  \n' });
  const answer = page.getByTestId('answer');
  await answer.waitFor();
  const starts = await answer.evaluate((element) => {
    const content = element.textContent ?? '';
    const leftOf = (words: string) => {
      // Each line is an element of its own.
      const line = Array.from(element.children).find((each) => each.textContent?.includes(words));
      const text = line?.firstChild;
      if (!text) throw new Error('no text');
      const at = text.nodeValue?.indexOf(words) ?? 0;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().left;
    };
    return { first: leftOf('for'), spaces: leftOf('print(day)'), tab: leftOf('print()'), content };
  });
  expect(starts.content).toBe('for day in week:\n    print(day)\n\tprint()');
  expect(starts.spaces - starts.first).toBeGreaterThan(10);
  expect(starts.tab).toBeCloseTo(starts.spaces, 0);
});
