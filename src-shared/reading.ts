/**
 * How far an answer has been read: along with the voice that speaks it, and by a reader once the voice is silent. Main
 * decides by it how long an answer stays, and the page how far it moves, so both must come to the same. Pure.
 */

import { answerSizePx } from './answer-size.ts';

/** How fast a synthetic voice speaks Polish and English, roughly. */
const VOICE_CHARACTERS_PER_MS = 14 / 1_000;
/** Slow enough for everybody: as fast as subtitles may be. */
const READER_CHARACTERS_PER_MS = 15 / 1_000;
/** Half a second of the voice, which pauses between lines, such as those of a list. */
const LINE_BREAK_CHARACTERS = 7;
/** A voice that speaks sentence by sentence pauses for less; when it goes on, the text has waited for it. */
export const VOICE_PAUSE_MS = 2_000;
/** The longest that the rest of an answer gets after its voice. */
export const REST_MAX_MS = 30_000;

/** How far an answer had been read at some moment. Counted in characters, of which a line break is several. */
export interface Reading {
  /** The font size for as long as the answer is shown, chosen when it was first shown. */
  readonly sizePx: number;
  /** Of the whole text as it is so far. */
  readonly length: number;
  /** Where voice or reader are. */
  readonly at: number;
  /** Where the voice is, or where it stopped. */
  readonly voiceAt: number;
  readonly isSpoken: boolean;
  /** From when on it goes on from there; still to come while a voice may only be pausing. */
  readonly goesOnMs: number;
}

/** Begin to read an answer that is shown from now on. */
export function beginReading(text: string, isSpoken: boolean, nowMs: number): Reading {
  return { sizePx: answerSizePx(text), length: lengthOf(text), at: 0, voiceAt: 0, isSpoken, goesOnMs: nowMs };
}

/**
 * Return how far the answer has been read by now. Call whenever its text has grown, or its voice begins or ends.
 * @param text as it is from now on; nobody has read further than it went until now.
 */
export function readOn(reading: Reading, text: string, isSpoken: boolean, nowMs: number): Reading {
  const readMs = Math.max(0, nowMs - reading.goesOnMs);
  const at = Math.min(reading.length, reading.at + readMs * paceOf(reading));
  const voiceAt = reading.isSpoken ? at : reading.voiceAt;
  const ends = reading.isSpoken && !isSpoken;
  return {
    sizePx: reading.sizePx,
    length: lengthOf(text),
    // A voice that goes on after a pause does so where it stopped, however far its listener has read.
    at: isSpoken ? voiceAt : at,
    voiceAt,
    isSpoken,
    goesOnMs: ends ? nowMs + VOICE_PAUSE_MS : isSpoken ? nowMs : Math.max(nowMs, reading.goesOnMs),
  };
}

/** How fast it is being read, in characters a millisecond. */
export function paceOf({ isSpoken }: Reading): number {
  return isSpoken ? VOICE_CHARACTERS_PER_MS : READER_CHARACTERS_PER_MS;
}

/**
 * Where voice or reader have to be for the last line to come onto the card, with them in its middle; 0 when all of the
 * text fits.
 */
export function endAt({ length }: Reading, textHeightPx: number, viewHeightPx: number): number {
  return textHeightPx <= viewHeightPx ? 0 : length * (1 - viewHeightPx / 2 / textHeightPx);
}

/**
 * Return how long the rest of an answer takes to come onto the card, in ms; 0 when its end has been there.
 * @param reading as it is now.
 */
export function restMs(reading: Reading, textHeightPx: number, viewHeightPx: number, nowMs: number): number {
  const rest = endAt(reading, textHeightPx, viewHeightPx) - reading.at;
  if (rest <= 0) return 0;
  return Math.min(REST_MAX_MS, Math.round(reading.goesOnMs - nowMs + rest / READER_CHARACTERS_PER_MS));
}

function lengthOf(text: string): number {
  return text.length + (text.split('\n').length - 1) * LINE_BREAK_CHARACTERS;
}
