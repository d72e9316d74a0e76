import { describe, expect, it } from 'vitest';
import {
  drawnTop,
  nextChangeMs,
  type ScrollPlan,
  scrollPlan,
  toldPlan,
  topAt,
} from '../../../src-renderer/bubble/answer-scroll.ts';
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

const LINE_PX = 20;
const VIEW_PX = 190;

/**
 * A text of 3,000 characters on lines of 45, whose voice tells its position every so often, and where the text was at each
 * 10 ms, with the voice's line.
 * @param spokenAt how far it has been spoken.
 */
function toldOf(spokenAt: (ms: number) => number, everyMs: number, durationMs: number, jumps: boolean) {
  const linePx = (characters: number) => (Math.floor(characters / 45) + 0.5) * LINE_PX;
  const textHeightPx = linePx(3_000) + LINE_PX / 2;
  const samples: { readonly top: number; readonly voicePx: number }[] = [];
  let reading: Reading | null = null;
  let scroll: { readonly plan: ScrollPlan; readonly atMs: number } | null = null;
  for (let nowMs = 0; nowMs < durationMs; nowMs += 10) {
    if (nowMs % everyMs === 0) {
      const at = Math.min(3_000, Math.floor(spokenAt(nowMs)));
      const topPx: number = scroll === null ? 0 : topAt(scroll.plan, nowMs - scroll.atMs);
      reading =
        reading === null ? beginReading(text(3_000), true, nowMs, at) : readOn(reading, text(3_000), true, nowMs, at);
      const plan = toldPlan(reading, place(textHeightPx, VIEW_PX, topPx), linePx(at), jumps);
      scroll = { plan, atMs: nowMs };
    }
    const top = scroll === null ? 0 : drawnTop(scroll.plan, nowMs - scroll.atMs);
    samples.push({ top, voicePx: linePx(Math.min(3_000, spokenAt(nowMs))) });
  }
  return { samples, endPx: Math.ceil(textHeightPx - VIEW_PX) };
}

const steadily = (pace: number) => (ms: number) => (ms / 1_000) * pace;

describe('a voice that tells its position', () => {
  it.each([
    ['word by word', 14, 300],
    ['word by word, fast', 24, 300],
    ['word by word, slowly', 7, 300],
    ['sentence by sentence', 14, 6_000],
    ['sentence by sentence, fast', 22, 4_000],
    ['sentence by sentence, slowly', 8, 6_000],
  ])('%s, has its line within two lines of the middle, and the text never goes back', (_name, pace, everyMs) => {
    const { samples, endPx } = toldOf(steadily(pace), everyMs, 60_000, false);
    for (const [index, { top, voicePx }] of samples.entries()) {
      const wantedPx = Math.min(endPx, Math.max(0, voicePx - VIEW_PX / 2));
      expect(Math.abs(top - wantedPx)).toBeLessThan(2 * LINE_PX);
      const moved = top - (samples[index - 1]?.top ?? 0);
      expect(moved).toBeGreaterThanOrEqual(0);
      expect(moved).toBeLessThanOrEqual(1);
    }
  });

  it('and pauses is waited for, two lines further at most', () => {
    const { samples } = toldOf((ms) => Math.min(600, ms / 50), 300, 120_000, false);
    const { top, voicePx } = samples.at(-1) ?? { top: 0, voicePx: 0 };
    expect(Math.abs(top - (voicePx - VIEW_PX / 2))).toBeLessThan(3 * LINE_PX);
    expect(top).toBe(samples.at(-3_000)?.top);
  });

  it('and is far ahead at first is caught up with at a pace to follow', () => {
    const { samples } = toldOf((ms) => 1_500 + ms / 70, 300, 20_000, false);
    const moved = samples.map(({ top }, index) => top - (samples[index - 1]?.top ?? 0));
    expect(Math.max(...moved)).toBeLessThanOrEqual(1);
    const { top, voicePx } = samples.at(-1) ?? { top: 0, voicePx: 0 };
    expect(Math.abs(top - (voicePx - VIEW_PX / 2))).toBeLessThan(LINE_PX);
  });

  it.each([300, 6_000])('every %d ms has its line clear of both edges where the text jumps', (everyMs) => {
    const { samples, endPx } = toldOf(steadily(14), everyMs, 200_000, true);
    for (const { top, voicePx } of samples) {
      if (top > 0) expect(voicePx - top).toBeGreaterThan(0.15 * VIEW_PX);
      if (top < endPx) expect(voicePx - top).toBeLessThan(0.85 * VIEW_PX);
    }
    const jumped = samples.map(({ top }, index) => top - (samples[index - 1]?.top ?? 0)).filter((px) => px > 0);
    expect(jumped.length).toBeLessThan(20);
    for (const px of jumped) expect(px).toBeLessThan(VIEW_PX / 2);
  });

  it('wakes the text only while it moves', () => {
    const reading = beginReading(text(3_000), true, 0, 600);
    const plan = toldPlan(reading, place(1_340, VIEW_PX, 0), 270, false);
    let ms = 0;
    let wakes = 0;
    for (let next = nextChangeMs(plan, ms); next !== null; next = nextChangeMs(plan, ms)) {
      ms = Math.max(ms + 1, Math.ceil(next));
      wakes += 1;
    }
    expect(drawnTop(plan, ms)).toBe(drawnTop(plan, 1_000_000));
    expect(wakes).toBeLessThanOrEqual(drawnTop(plan, ms) + 1);
  });
});
