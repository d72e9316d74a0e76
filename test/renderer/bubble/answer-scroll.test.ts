import { describe, expect, it } from 'vitest';
import { drawnTop, type ScrollPlan, scrollPlan, topAt } from '../../../src-renderer/bubble/answer-scroll.ts';
import { beginReading, type Reading, readOn, VOICE_PAUSE_MS } from '../../../src-shared/reading.ts';

const text = (length: number) => 'a'.repeat(length);
const place = (textHeightPx: number, viewHeightPx: number, topPx = 0) => ({ textHeightPx, viewHeightPx, topPx });
const begun = (length: number) => beginReading(text(length), true, 0);

describe('an answer that is spoken', () => {
  it('stays where it is when all of it fits', () => {
    expect(scrollPlan(begun(14), place(190, 190), null, false, 0)).toMatchObject({ fromPx: 0, toPx: 0, durationMs: 0 });
  });

  it('has the words of the moment in the middle of the card: 1,400 characters take 100 s', () => {
    // 500 px in 100 s: the voice is at the middle of the first 200 px after 20 s, and 300 px take 60 s.
    expect(scrollPlan(begun(1_400), place(500, 200), null, false, 0)).toEqual({
      fromPx: 0,
      toPx: 300,
      delayMs: 20_000,
      durationMs: 60_000,
      jumps: null,
    });
  });

  it('moves more slowly over a list, because the voice pauses between its lines', () => {
    // 28 characters in 2 s, and 4 pauses of half a second.
    const plan = scrollPlan(beginReading('aaaa\nbbbb\ncccc\ndddd\neeeeeeee', true, 0), place(400, 200), null, false, 0);
    expect(plan).toMatchObject({ toPx: 200, delayMs: 1_000, durationMs: 2_000 });
  });
});

/** A text of 14 characters a second and 5 px a second, which grows by so much at a time, and where it was each 10 ms. */
function grown(everyMs: number, byCharacters: number, durationMs: number, jumps = false) {
  const tops: number[] = [];
  const heightPx = (characters: number) => (characters / 14) * 5;
  let characters = byCharacters;
  let reading: Reading | null = null;
  let scroll: { readonly plan: ScrollPlan; readonly atMs: number } | null = null;
  const topNow = (nowMs: number) => (scroll === null ? 0 : topAt(scroll.plan, nowMs - scroll.atMs));
  const drawnNow = (nowMs: number) => (scroll === null ? 0 : drawnTop(scroll.plan, nowMs - scroll.atMs));
  for (let nowMs = 0; nowMs < durationMs; nowMs += 10) {
    if (nowMs % everyMs === 0) {
      if (nowMs > 0) characters += byCharacters;
      reading =
        reading === null ? beginReading(text(characters), true, nowMs) : readOn(reading, text(characters), true, nowMs);
      if (heightPx(characters) > 190) {
        const from = place(heightPx(characters), 190, topNow(nowMs));
        scroll = { plan: scrollPlan(reading, from, null, jumps, nowMs), atMs: nowMs };
      }
    }
    tops.push(drawnNow(nowMs));
  }
  return { tops, heightPx: heightPx(characters), characters };
}

describe('a text that grows', () => {
  it.each([20, 50, 200, 500])('every %i ms moves along with the voice all the time', (everyMs) => {
    const { tops } = grown(everyMs, everyMs / 4, 60_000);
    for (const [index, top] of tops.entries()) {
      const spokenPx = (index / 100) * 5;
      expect(Math.abs(top - Math.max(0, spokenPx - 95))).toBeLessThan(2);
      expect(top).toBe(Math.floor(top));
      expect(top).toBeGreaterThanOrEqual(tops[index - 1] ?? 0);
    }
    expect(tops.at(-1)).toBeGreaterThan(190);
  });

  it('more slowly than it is spoken glides up by what comes, and never jumps', () => {
    const { tops, heightPx } = grown(20_000, 200, 200_000);
    for (const [index, top] of tops.entries()) {
      const moved = top - (tops[index - 1] ?? 0);
      expect(moved).toBeGreaterThanOrEqual(0);
      expect(moved).toBeLessThanOrEqual(2);
    }
    expect(tops.at(-1)).toBe(Math.ceil(heightPx - 190));
  });

  it('by jumps jumps by half of the card at most, and keeps the words being spoken on the card', () => {
    const { tops } = grown(20, 5, 100_000, true);
    const jumps = tops.map((top, index) => top - (tops[index - 1] ?? 0)).filter((px) => px !== 0);
    expect(jumps.length).toBeGreaterThan(3);
    for (const px of jumps) expect(px).toBeLessThanOrEqual(95 + 1);
    for (const [index, top] of tops.entries()) {
      const spokenPx = (index / 100) * 5;
      expect(spokenPx).toBeGreaterThanOrEqual(top - 1);
      expect(spokenPx).toBeLessThanOrEqual(top + 190);
    }
  });
});

describe('when the voice has ended', () => {
  // 1,400 characters on 500 px; the voice ends after 30 s, at 150 px, with 50 px gone by.
  const ended = readOn(begun(1_400), text(1_400), false, 30_000);

  it('the rest goes on at a reader’s pace, when the voice has not gone on', () => {
    const plan = scrollPlan(ended, place(500, 200, 50), null, false, 30_000);
    expect(plan).toMatchObject({
      fromPx: 50,
      toPx: 300,
      delayMs: VOICE_PAUSE_MS,
      durationMs: expect.closeTo(46_667, 0),
    });
  });

  it('the rest is at its end in the time that it has', () => {
    const { delayMs, durationMs } = scrollPlan(ended, place(500, 200, 50), 30_000, false, 30_000);
    expect({ delayMs, endMs: delayMs + durationMs }).toEqual({
      delayMs: VOICE_PAUSE_MS,
      endMs: expect.closeTo(30_000),
    });
  });

  it('no more than half a card a second goes by, however short that time is', () => {
    expect(scrollPlan(ended, place(500, 200, 50), 1, false, 30_000).durationMs).toBe(2_500);
  });

  it('and goes on, the text waits for it where a reader has got to', () => {
    const late = readOn(ended, text(1_400), true, 50_000);
    const plan = scrollPlan(late, place(500, 200, 110), null, false, 50_000);
    // 60 px further than the voice, at 5 px a second.
    expect(plan).toMatchObject({ fromPx: 110, delayMs: 12_000, durationMs: 38_000 });
  });
});

describe('a text that jumps', () => {
  const VIEW_PX = 190;

  it.each([200, 361, 570, 4_000])('of %d px keeps the words being spoken on the card', (textHeightPx) => {
    const plan = scrollPlan(begun(1_400), place(textHeightPx, VIEW_PX), null, true, 0);
    for (let ms = 0; ms < 100_000; ms += 100) {
      const topPx = drawnTop(plan, ms);
      const spokenPx = (ms / 100_000) * textHeightPx;
      expect(spokenPx).toBeGreaterThanOrEqual(topPx - 1);
      expect(spokenPx).toBeLessThanOrEqual(topPx + VIEW_PX + 1);
    }
  });
});
