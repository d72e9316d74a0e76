import { endAt, paceOf, type Reading, TOLD_AHEAD_CHARACTERS } from '../../src-shared/reading.ts';

/** The top speed, in heights of the card: text that came late or is short of time still scrolls at a pace to follow. */
const FASTEST_CARDS_PER_MS = 0.5 / 1_000;

/** The time in which a text catches up with a voice that has told that it is further, unless that would be too fast. */
const CATCH_UP_MS = 1_000;

/** Text that jumps does so when the voice is this far down the card, and then has it up there, clear of both edges. */
const JUMP_FROM = 0.65;
const JUMP_TO = 0.25;

/** A text in its card. */
export interface Place {
  readonly textHeightPx: number;
  /** The visible height. */
  readonly viewHeightPx: number;
  /** How far the text has scrolled. */
  readonly topPx: number;
}

/** The scrolling of a text until it grows or its voice begins or ends. */
export interface ScrollPlan {
  /** May be a fraction of a pixel, so that no progress is lost between plans. */
  readonly fromPx: number;
  readonly toPx: number;
  /** Time before the scrolling begins, in ms. */
  readonly delayMs: number;
  readonly durationMs: number;
  /** The number of jumps, the first right after the delay; null: scroll smoothly. */
  readonly jumps: number | null;
  /** The plan that goes on from its end. */
  readonly next?: ScrollPlan;
}

/**
 * Plan the scrolling of a text that is higher than its card, so that the current words stay near the middle. It goes on
 * from the current position, never back. Pure.
 * @param reading as of `nowMs`.
 * @param restMs time until the end has to show; null: as long as the voice or a reader takes.
 * @param jumps whether to jump, by at most half the visible height, instead of scrolling smoothly.
 */
export function scrollPlan(
  reading: Reading,
  { textHeightPx, viewHeightPx, topPx }: Place,
  restMs: number | null,
  jumps: boolean,
  nowMs: number,
): ScrollPlan {
  const toPx = Math.max(topPx, Math.ceil(textHeightPx - viewHeightPx));
  const distancePx = toPx - topPx;
  const waitMs = Math.max(0, reading.goesOnMs - nowMs);
  const pxPerCharacter = textHeightPx / reading.length;
  const msFrom = (characters: number) => (characters - reading.at) / paceOf(reading);
  const endMs = msFrom(endAt(reading, textHeightPx, viewHeightPx));
  const passesMs = msFrom((topPx + viewHeightPx / 2) / pxPerCharacter);
  const hurry = restMs === null ? 1 : Math.min(1, Math.max(0, restMs - waitMs) / Math.max(1, endMs));
  const delayMs = waitMs + Math.max(0, passesMs * hurry);
  const fastestMs = distancePx / (viewHeightPx * FASTEST_CARDS_PER_MS);
  return {
    fromPx: topPx,
    toPx,
    delayMs,
    durationMs: Math.max(fastestMs, waitMs + endMs * hurry - delayMs),
    jumps: jumps ? Math.ceil((2 * distancePx) / viewHeightPx) : null,
  };
}

/**
 * Plan the scrolling of such a text while its voice reports its position: the voice's line is near the middle, and the text
 * waits for a voice that reports nothing more. Never back. Pure.
 * @param reading as of now.
 * @param toldPx where in the text the told position is.
 */
export function toldPlan(reading: Reading, place: Place, toldPx: number, jumps: boolean): ScrollPlan {
  const { textHeightPx, viewHeightPx, topPx } = place;
  const endPx = Math.max(topPx, Math.ceil(textHeightPx - viewHeightPx));
  const pxPerCharacter = textHeightPx / reading.length;
  const pxPerMs = pxPerCharacter * paceOf(reading);
  const voicePx = toldPx + (reading.at - (reading.toldAt ?? reading.at)) * pxPerCharacter;
  const lastVoicePx = toldPx + TOLD_AHEAD_CHARACTERS * pxPerCharacter;
  const topFor = (px: number, part: number) => Math.min(endPx, Math.max(topPx, px - part * viewHeightPx));
  const stay = { fromPx: topPx, toPx: topPx, delayMs: 0, durationMs: 0, jumps: null };

  if (jumps) {
    const jumpAtPx = Math.max(voicePx, topPx + JUMP_FROM * viewHeightPx);
    if (jumpAtPx > lastVoicePx) return stay;
    return { ...stay, toPx: topFor(jumpAtPx, JUMP_TO), delayMs: (jumpAtPx - voicePx) / pxPerMs, jumps: 1 };
  }
  const isBehind = topFor(voicePx, 0.5) > topPx;
  const fastestPxPerMs = viewHeightPx * FASTEST_CARDS_PER_MS;
  const caughtUpPx = isBehind ? topFor(voicePx + CATCH_UP_MS * pxPerMs, 0.5) : topPx;
  const behindPx = caughtUpPx - topPx;
  const catchUpMs = Math.max(Math.min(CATCH_UP_MS, behindPx / pxPerMs), behindPx / fastestPxPerMs);
  const toPx = Math.max(caughtUpPx, topFor(lastVoicePx, 0.5));
  const along: ScrollPlan = {
    fromPx: caughtUpPx,
    toPx,
    delayMs: isBehind ? 0 : Math.max(0, topPx + viewHeightPx / 2 - voicePx) / pxPerMs,
    durationMs: (toPx - caughtUpPx) / pxPerMs,
    jumps: null,
  };
  return isBehind ? { ...stay, toPx: caughtUpPx, durationMs: catchUpMs, next: along } : along;
}

/** Return how far the text has scrolled `elapsedMs` after its plan was made. */
export function topAt({ fromPx, toPx, delayMs, durationMs, jumps, next }: ScrollPlan, elapsedMs: number): number {
  if (elapsedMs < delayMs) return fromPx;
  const endMs = delayMs + durationMs;
  if (elapsedMs >= endMs) return next === undefined ? toPx : topAt(next, elapsedMs - endMs);
  const progress = (elapsedMs - delayMs) / durationMs;
  const passed = jumps === null ? progress : (Math.floor(progress * jumps) + 1) / jumps;
  return fromPx + passed * (toPx - fromPx);
}

/** Return where the text is drawn `elapsedMs` after its plan was made: at whole pixels, which keep the letters sharp. */
export function drawnTop(plan: ScrollPlan, elapsedMs: number): number {
  return Math.floor(topAt(plan, elapsedMs));
}

/** Return when the text will be drawn elsewhere, in ms after its plan was made; null: never again. */
export function nextChangeMs(plan: ScrollPlan, elapsedMs: number): number | null {
  const { fromPx, toPx, delayMs, durationMs, jumps, next } = plan;
  const drawnPx = drawnTop(plan, elapsedMs);
  const endMs = delayMs + durationMs;
  if (drawnPx >= Math.floor(toPx)) {
    const nextMs = next === undefined ? null : nextChangeMs(next, Math.max(0, elapsedMs - endMs));
    return nextMs === null ? null : endMs + nextMs;
  }
  if (jumps === null) return delayMs + ((drawnPx + 1 - fromPx) / (toPx - fromPx)) * durationMs;
  const jumped = Math.floor(((elapsedMs - delayMs) / durationMs) * jumps);
  return delayMs + (Math.max(-1, jumped) + 1) * (durationMs / jumps);
}
