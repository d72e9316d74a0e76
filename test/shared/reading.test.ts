import { describe, expect, it } from 'vitest';
import {
  beginReading,
  REST_MAX_MS,
  readOn,
  restMs,
  TOLD_AHEAD_CHARACTERS,
  VOICE_PAUSE_MS,
} from '../../src-shared/reading.ts';

const text = (length: number) => 'a'.repeat(length);

describe('an answer that is read', () => {
  it('is read along with the voice: 14 characters a second', () => {
    expect(readOn(beginReading(text(500), true, 0), text(500), true, 10_000).at).toBeCloseTo(140);
  });

  it('is read at 15 characters a second when there is no voice', () => {
    expect(readOn(beginReading(text(500), false, 0), text(500), false, 10_000).at).toBeCloseTo(150);
  });

  it('counts a line break as half a second of the voice', () => {
    expect(beginReading('aaaa\nbbbb', true, 0).length).toBe(16);
  });

  it('loses no time, however often it grows', () => {
    let reading = beginReading(text(1), true, 0);
    for (let ms = 20; ms <= 12_000; ms += 20) reading = readOn(reading, text(1 + ms / 4), true, ms);
    expect(reading.at).toBeCloseTo(168, 0);
  });

  it('waits at its end for what is still to be written', () => {
    const stalled = readOn(beginReading(text(140), true, 0), text(300), true, 60_000);
    expect(stalled.at).toBe(140);
    expect(readOn(stalled, text(300), true, 61_000).at).toBeCloseTo(154);
  });

  it('keeps the size that it began with', () => {
    const begun = beginReading('Yes', true, 0);
    expect(begun.sizePx).toBe(18);
    expect(readOn(begun, text(3_000), true, 1_000).sizePx).toBe(18);
  });
});

describe('a voice that tells its position', () => {
  const told = (at: number, ms: number) => readOn(beginReading(text(500), true, 0, 0), text(500), true, ms, at);

  it('is there, however far it was taken to be', () => {
    expect(told(20, 10_000)).toMatchObject({ at: 20, voiceAt: 20 });
    expect(told(300, 10_000).at).toBe(300);
    expect(beginReading(text(500), true, 0, 100).at).toBe(100);
  });

  it('goes on from there at the usual pace, but not far without telling it', () => {
    const reading = told(20, 10_000);
    expect(readOn(reading, text(500), true, 11_000, 20).at).toBeCloseTo(34);
    expect(readOn(reading, text(500), true, 60_000, 20).at).toBe(20 + TOLD_AHEAD_CHARACTERS);
  });

  it('is estimated again when it tells nothing more', () => {
    const silent = readOn(told(20, 10_000), text(500), true, 11_000, null);
    expect(readOn(silent, text(500), true, 21_000, null).at).toBeCloseTo(174);
  });

  it('counts the line breaks before it', () => {
    expect(beginReading('aaaa\nbbbb', true, 0, 5).at).toBe(12);
  });

  it('leaves the rest to a reader once it has ended, even if it tells only then where', () => {
    const ended = readOn(told(20, 10_000), text(500), false, 11_000, 20);
    expect(readOn(ended, text(500), false, 15_000, 20).at).toBeCloseTo(64);
    expect(readOn(told(20, 10_000), text(500), false, 11_000, 500).at).toBe(500);
  });
});

describe('when the voice ends', () => {
  const spoken = (ms: number) => readOn(beginReading(text(500), true, 0), text(500), false, ms);

  it('the reader goes on where it was, once it has not gone on for a while', () => {
    const ended = spoken(10_000);
    expect(ended.goesOnMs).toBe(10_000 + VOICE_PAUSE_MS);
    const paused = readOn(ended, text(500), false, 11_000);
    expect(paused.at).toBeCloseTo(140);
    expect(readOn(paused, text(500), false, 14_000).at).toBeCloseTo(170);
  });

  it('and it was only pausing, it goes on from where it stopped', () => {
    expect(readOn(spoken(10_000), text(500), true, 11_000)).toMatchObject({ isSpoken: true, goesOnMs: 11_000 });
    const late = readOn(spoken(10_000), text(500), true, 30_000);
    expect(late.at).toBeCloseTo(140);
    expect(readOn(late, text(500), true, 31_000).at).toBeCloseTo(154);
  });
});

describe('the rest of an answer', () => {
  it('is nothing when all of it fits', () => {
    expect(restMs(beginReading(text(300), false, 0), 190, 190, 0)).toBe(0);
  });

  it('takes as long as its end takes to come onto the card, at a reader’s pace', () => {
    // Half of the card shows 100 characters: the end is there when the reader is at 400 of 500.
    expect(restMs(beginReading(text(500), false, 0), 500, 200, 0)).toBe(26_667);
    const spoken = readOn(beginReading(text(500), true, 0), text(500), false, 25_000);
    expect(restMs(spoken, 500, 200, 25_000)).toBe(VOICE_PAUSE_MS + 3_333);
  });

  it('is nothing when the voice was at the end', () => {
    const spoken = readOn(beginReading(text(500), true, 0), text(500), false, 40_000);
    expect(restMs(spoken, 500, 200, 40_000)).toBe(0);
  });

  it('gets half a minute at most', () => {
    expect(restMs(beginReading(text(4_000), false, 0), 1_500, 190, 0)).toBe(REST_MAX_MS);
  });
});
