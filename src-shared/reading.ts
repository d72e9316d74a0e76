/**
 * The progress of reading an answer: with the voice while it speaks, at a reader's pace afterwards. Main derives from it
 * how long an answer stays, and the page how far it scrolls, so both must compute the same. Pure.
 */

import { answerSizePx } from './answer-size.ts';

/** The approximate speed of a synthetic voice in Polish and English. */
const VOICE_CHARACTERS_PER_MS = 14 / 1_000;
/** The speed limit of subtitles, which everybody can follow. */
const READER_CHARACTERS_PER_MS = 15 / 1_000;
/** Half a second of the voice, which pauses between lines, for example those of a list. */
const LINE_BREAK_CHARACTERS = 7;
/** Longer than a voice pauses between sentences: the text waits for it. */
export const VOICE_PAUSE_MS = 2_000;
/** The maximum time for the rest of an answer after its voice. */
export const REST_MAX_MS = 30_000;

/** How far a voice that tells its position is taken to be beyond it, in characters: two lines and a half of the card. */
export const TOLD_AHEAD_CHARACTERS = 120;

/** The progress at some moment, in characters; a line break counts as several. */
export interface Reading {
  /** The font size, chosen when the answer was first shown. */
  readonly sizePx: number;
  /** The length of the text so far. */
  readonly length: number;
  /** The position of voice or reader. */
  readonly at: number;
  /** The position of the voice, or the one where it stopped. */
  readonly voiceAt: number;
  /** The position that the voice told last; null: its position is an estimate. */
  readonly toldAt: number | null;
  readonly isSpoken: boolean;
  /** When it continues from there; in the future while the voice may only be pausing. */
  readonly goesOnMs: number;
}

/** Begin to read an answer that appears now. @param spokenTo how far it has been spoken; null: unknown. */
export function beginReading(text: string, isSpoken: boolean, nowMs: number, spokenTo: number | null = null): Reading {
  const toldAt = positionOf(text, spokenTo);
  const at = toldAt ?? 0;
  return { sizePx: answerSizePx(text), length: lengthOf(text), at, voiceAt: at, toldAt, isSpoken, goesOnMs: nowMs };
}

/**
 * Return the progress by now. Call whenever the text has grown, or its voice begins, ends or tells its position.
 * @param text the text from now on; the progress until now is limited to the old one.
 * @param spokenTo how far the text has been spoken; null: unknown.
 */
export function readOn(
  reading: Reading,
  text: string,
  isSpoken: boolean,
  nowMs: number,
  spokenTo: number | null = null,
): Reading {
  const toldAt = positionOf(text, spokenTo);
  const told = toldAt === reading.toldAt ? null : toldAt;
  const readMs = Math.max(0, nowMs - reading.goesOnMs);
  const at = told ?? Math.min(estimateEnd(reading), reading.at + readMs * paceOf(reading));
  const voiceAt = told ?? (reading.isSpoken ? at : reading.voiceAt);
  const ends = reading.isSpoken && !isSpoken;
  return {
    sizePx: reading.sizePx,
    length: lengthOf(text),
    // After a pause, a voice continues where it stopped, however far the reader has come.
    at: isSpoken ? voiceAt : at,
    voiceAt,
    toldAt,
    isSpoken,
    goesOnMs: ends ? nowMs + VOICE_PAUSE_MS : isSpoken ? nowMs : Math.max(nowMs, reading.goesOnMs),
  };
}

/** Return the current speed in characters per millisecond. */
export function paceOf({ isSpoken }: Reading): number {
  return isSpoken ? VOICE_CHARACTERS_PER_MS : READER_CHARACTERS_PER_MS;
}

/**
 * Return the position of voice or reader from which the last line is on the card, with the position at its middle; 0 if
 * all of the text fits.
 */
export function endAt({ length }: Reading, textHeightPx: number, viewHeightPx: number): number {
  return textHeightPx <= viewHeightPx ? 0 : length * (1 - viewHeightPx / 2 / textHeightPx);
}

/**
 * Return the time in ms until the end of an answer is on the card; 0 if it has been there.
 * @param reading the current progress.
 */
export function restMs(reading: Reading, textHeightPx: number, viewHeightPx: number, nowMs: number): number {
  const rest = endAt(reading, textHeightPx, viewHeightPx) - reading.at;
  if (rest <= 0) return 0;
  return Math.min(REST_MAX_MS, Math.round(reading.goesOnMs - nowMs + rest / READER_CHARACTERS_PER_MS));
}

/** A voice that tells its position may pause, or be slower than the estimate. */
function estimateEnd({ length, isSpoken, toldAt }: Reading): number {
  return isSpoken && toldAt !== null ? Math.min(length, toldAt + TOLD_AHEAD_CHARACTERS) : length;
}

function positionOf(text: string, spokenTo: number | null): number | null {
  return spokenTo === null ? null : lengthOf(text.slice(0, spokenTo));
}

function lengthOf(text: string): number {
  return text.length + (text.split('\n').length - 1) * LINE_BREAK_CHARACTERS;
}
