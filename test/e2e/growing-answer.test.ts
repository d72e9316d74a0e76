/** An answer that a language model writes while it is spoken: it moves along with the voice, and is read to its end. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { answerHeightPx } from '../../src-shared/answer-size.ts';
import { CARD_MAX_HEIGHT } from '../../src-shared/geometry.ts';
import { DEFAULT_SETTINGS } from '../../src-shared/settings.ts';
import { bubbleIn } from './bubble.ts';
import { launchPlaced } from './placed-overlay.ts';

/** The pace of the voice that the overlay assumes. */
const VOICE_CHARACTERS_PER_S = 14;
const SAMPLE_MS = 50;
/** Half a minute for the unseen part, and then the time in the settings. */
const LONGEST_STAY_MS = 34_000;
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

/** Waits until the answer has gone, and gives all of the samples. */
async function untilGone(page: Page, samples: () => Promise<readonly Sample[]>): Promise<readonly Sample[]> {
  await page.waitForFunction(() => document.querySelector('[data-testid="answer"]') === null, undefined, {
    timeout: LONGEST_STAY_MS + 5_000,
  });
  return samples();
}

const twoLines = ({ linePx }: Sample) => LINES_OFF * linePx;

/** No text goes back, or farther than eyes can follow. */
function expectSteady(samples: readonly Sample[], farthestPx: (sample: Sample) => number): void {
  for (const [index, sample] of samples.entries()) {
    const movedPx = sample.topPx - (samples[index - 1]?.topPx ?? 0);
    expect(movedPx).toBeGreaterThanOrEqual(0);
    expect(movedPx).toBeLessThan(farthestPx(sample));
  }
}

/** The end came onto the card, and was there for as long as the settings say. */
function expectRead(samples: readonly Sample[]): void {
  const ended = samples.find(isAtEnd);
  expect(ended).toBeDefined();
  expect((samples.at(-1)?.atMs ?? 0) - (ended?.atMs ?? 0)).toBeGreaterThan(3_500);
}

describe.each([
  { everyMs: 20, first: 1, count: 600, readsToEnd: true },
  { everyMs: 50, first: 1, count: 300, readsToEnd: false },
  { everyMs: 200, first: 1, count: 80, readsToEnd: true },
  // About as fast as the voice: it has to have something to go on with.
  { everyMs: 500, first: 40, count: 70, readsToEnd: false },
])('an answer that grows every $everyMs ms, to $count words', ({ everyMs, first, count, readsToEnd }) => {
  it('moves along with the voice, without a jump, and stays until its end could be read', async () => {
    const { client, overlay } = await launchPlaced({});
    const page = await bubbleIn(overlay, 'thinking');
    const samples = await watch(page);
    const beganMs = performance.now();
    for (let said = first; said <= count; said += 1) {
      client.update({ status: 'mówię', is_speaking: true, text: words(said) });
      await delay(Math.max(0, beganMs + (said - first + 1) * everyMs - performance.now()));
    }
    const grown = await samples();
    expect(grown.length).toBeGreaterThan(100);
    expect(grown.at(-1)?.topPx).toBeGreaterThan(0);
    for (const sample of grown) expect(Math.abs(sample.topPx - wantedPx(sample))).toBeLessThan(twoLines(sample));
    expect(new Set(grown.map(({ fontPx }) => fontPx)).size).toBe(1);
    expectSteady(grown, twoLines);
    if (!readsToEnd) return;

    client.update({ ...TURN_OVER, text: words(count) });
    const all = await untilGone(page, samples);
    expect(new Set(all.map(({ fontPx }) => fontPx)).size).toBe(1);
    expectSteady(all, twoLines);
    expectRead(all);
  }, 90_000);
});

describe.each([
  { reducedMotion: 'auto', moves: 'glides', farthestPx: twoLines },
  { reducedMotion: 'always', moves: 'jumps', farthestPx: ({ viewPx }: Sample) => viewPx / 2 + 1 },
] as const)('an answer whose voice makes no sound', ({ reducedMotion, moves, farthestPx }) => {
  it(`${moves} to its end, and stays until that could be read`, async () => {
    const { client, overlay } = await launchPlaced({ appearance: { reducedMotion } });
    const page = await bubbleIn(overlay, 'thinking');
    const samples = await watch(page);
    client.update({ status: 'mówię', is_speaking: true, text: words(80) });
    await page.getByTestId('answer').waitFor();
    client.update({ ...TURN_OVER, text: words(80) });
    const all = await untilGone(page, samples);
    expectSteady(all, farthestPx);
    expectRead(all);
    // Main's guess, which decides how long it stays: no less than the real value, in whatever type this machine has.
    const { fontPx = 0, textPx = 0 } = all.at(-1) ?? {};
    const takenForPx = answerHeightPx(words(80), fontPx, DEFAULT_SETTINGS.appearance.cardWidthPx, CARD_MAX_HEIGHT);
    expect(takenForPx).toBeGreaterThanOrEqual(textPx);
    expect(takenForPx).toBeLessThan(1.4 * textPx);
    const places = new Set(all.map(({ topPx }) => topPx)).size;
    if (moves === 'jumps') expect(places).toBeLessThan(5);
    else expect(places).toBeGreaterThan(20);
  }, 60_000);
});
