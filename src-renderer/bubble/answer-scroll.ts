import { endAt, paceOf, type Reading } from '../../src-shared/reading.ts';

/** The top speed, in heights of the card: text that came late or is short of time still scrolls at a pace to follow. */
const FASTEST_CARDS_PER_MS = 0.5 / 1_000;

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

/** Return how far the text has scrolled `elapsedMs` after its plan was made. */
export function topAt({ fromPx, toPx, delayMs, durationMs, jumps }: ScrollPlan, elapsedMs: number): number {
  if (elapsedMs < delayMs) return fromPx;
  if (elapsedMs >= delayMs + durationMs) return toPx;
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
  const { fromPx, toPx, delayMs, durationMs, jumps } = plan;
  const drawnPx = drawnTop(plan, elapsedMs);
  if (drawnPx === Math.floor(toPx)) return null;
  if (jumps === null) return delayMs + ((drawnPx + 1 - fromPx) / (toPx - fromPx)) * durationMs;
  const jumped = Math.floor(((elapsedMs - delayMs) / durationMs) * jumps);
  return delayMs + (Math.max(-1, jumped) + 1) * (durationMs / jumps);
}
