/** An answer that a language model writes while it is spoken: it moves along with the voice, and is read to its end. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { TURN_OVER } from '../../src-main/reference-client/status.ts';
import { bubbleIn } from './bubble.ts';
import { launchPlaced } from './placed-overlay.ts';

/** The pace of the voice that the overlay assumes. */
const VOICE_CHARACTERS_PER_S = 14;
const SAMPLE_MS = 50;
/** A frame or two late, and the words' own lengths. */
const LINES_OFF = 2;

/** Where the text stood at a moment after its first word was drawn. */
interface Sample {
  readonly atMs: number;
  /** How far it has moved up. */
  readonly topPx: number;
  readonly textPx: number;
  readonly viewPx: number;
  readonly linePx: number;
  readonly characters: number;
  readonly fontPx: number;
}

const WORDS = ['pogoda', 'jutro', 'będzie', 'dość', 'ładna', 'a', 'po', 'południu', 'spadnie', 'deszcz', 'w', 'górach'];
const words = (count: number) => Array.from({ length: count }, (_, index) => WORDS[index % WORDS.length]).join(' ');

/** Looks at the answer's position until the answer goes. */
async function watch(page: Page): Promise<() => Promise<readonly Sample[]>> {
  await page.evaluate((sampleMs) => {
    const samples: Sample[] = [];
    let beganMs: number | null = null;
    const look = () => {
      const text = document.querySelector('[data-testid="answer"]');
      const view = document.querySelector('.card-view');
      if (text === null || view === null) return;
      const nowMs = performance.now();
      beganMs ??= nowMs;
      const style = getComputedStyle(text);
      samples.push({
        atMs: nowMs - beganMs,
        topPx: -new DOMMatrix(style.transform).m42,
        textPx: text.clientHeight,
        viewPx: view.clientHeight,
        linePx: Number.parseFloat(style.lineHeight),
        characters: text.textContent?.length ?? 0,
        fontPx: Number.parseFloat(style.fontSize),
      });
    };
    setInterval(look, sampleMs);
    Object.assign(window, { samples });
  }, SAMPLE_MS);
  return () => page.evaluate(() => (window as unknown as { samples: readonly Sample[] }).samples);
}

/** Where the text has to stand for the words being spoken to be in the middle of the card, or as near as they get. */
function wantedPx({ atMs, characters, textPx, viewPx }: Sample): number {
  const spokenPx = (Math.min(characters, (atMs / 1000) * VOICE_CHARACTERS_PER_S) / characters) * textPx;
  return Math.min(textPx - viewPx, Math.max(0, spokenPx - viewPx / 2));
}

const isAtEnd = ({ topPx, textPx, viewPx }: Sample) => textPx > viewPx && topPx >= textPx - viewPx - 1;

describe.each([
  { everyMs: 20, first: 1, count: 600 },
  { everyMs: 50, first: 1, count: 400 },
  { everyMs: 200, first: 1, count: 90 },
  // About as fast as the voice: it has to have something to go on with.
  { everyMs: 500, first: 40, count: 80 },
])('an answer that grows every $everyMs ms, to $count words', ({ everyMs, first, count }) => {
  it('moves along with the voice, without a jump, and stays until its end could be read', async () => {
    const { client, overlay } = await launchPlaced({});
    const page = await bubbleIn(overlay, 'thinking');
    const samples = await watch(page);
    const beganMs = performance.now();
    for (let said = first; said <= count; said += 1) {
      client.update({ status: 'mówię', is_speaking: true, text: words(said) });
      await delay(beganMs + (said - first + 1) * everyMs - performance.now());
    }
    const grown = await samples();
    expect(grown.length).toBeGreaterThan(100);
    expect(grown.at(-1)?.topPx).toBeGreaterThan(0);
    for (const sample of grown)
      expect(Math.abs(sample.topPx - wantedPx(sample))).toBeLessThan(LINES_OFF * sample.linePx);

    client.update({ ...TURN_OVER, text: words(count) });
    await page.waitForFunction(() => document.querySelector('[data-testid="answer"]') === null, undefined, {
      timeout: 40_000,
    });
    const all = await samples();
    expect(new Set(all.map(({ fontPx }) => fontPx)).size).toBe(1);
    for (const [index, { topPx, linePx }] of all.entries()) {
      const movedPx = topPx - (all[index - 1]?.topPx ?? 0);
      expect(movedPx).toBeGreaterThanOrEqual(0);
      expect(movedPx).toBeLessThan(LINES_OFF * linePx);
    }
    const last = all.at(-1);
    const ended = all.find(isAtEnd);
    expect(ended).toBeDefined();
    // As long as the settings have an answer stay.
    expect((last?.atMs ?? 0) - (ended?.atMs ?? 0)).toBeGreaterThan(3_500);
  }, 90_000);
});
