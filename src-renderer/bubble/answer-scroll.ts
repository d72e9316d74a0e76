import { endAt, paceOf, type Reading } from '../../src-shared/reading.ts';

/**
 * The most that a text moves in a second, in parts of what the card shows: what came late, or has to be seen in little
 * time, glides in, and eyes can follow.
 */
const FASTEST_CARDS_PER_MS = 0.5 / 1_000;

/** Where a text is, and in what. */
export interface Place {
  readonly textHeightPx: number;
  /** How much of it the card shows. */
  readonly viewHeightPx: number;
  /** How far it has moved up by now. */
  readonly topPx: number;
}

/** How the text of a card moves up from now on, until it has grown or its voice begins or ends. */
export interface ScrollPlan {
  /** Not always a whole pixel: what it has moved since its last pixel counts when it goes on from there. */
  readonly fromPx: number;
  readonly toPx: number;
  /** How long it stays where it is, in ms. */
  readonly delayMs: number;
  readonly durationMs: number;
  /** In how many jumps it goes there, the first of them when the delay is over; null: it glides. */
  readonly jumps: number | null;
}

/**
 * Moves a text that is higher than its card along with the voice, or a reader, so that the words of the moment are about
 * the middle of the card. It goes on from where it is, and never back.
 * @param reading as it is now.
 * @param restMs how long it may take to the end; null: as long as voice or reader take.
 * @param jumps whether it jumps instead of gliding, by half of what the card shows at most.
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

/** How far the text has moved up so long after its plan was made. */
export function topAt({ fromPx, toPx, delayMs, durationMs, jumps }: ScrollPlan, elapsedMs: number): number {
  if (elapsedMs < delayMs) return fromPx;
  if (elapsedMs >= delayMs + durationMs) return toPx;
  const progress = (elapsedMs - delayMs) / durationMs;
  const passed = jumps === null ? progress : (Math.floor(progress * jumps) + 1) / jumps;
  return fromPx + passed * (toPx - fromPx);
}

/** A plan as it is drawn: from a pixel to a pixel, in steps. */
export interface DrawnScroll {
  readonly fromPx: number;
  readonly toPx: number;
  /** Less than 0: it is on its way already. */
  readonly delayMs: number;
  readonly durationMs: number;
  readonly easing: string;
}

/** Draws a text that glides one pixel at a time: between pixels nothing is drawn, and the letters stay sharp. */
export function drawnScroll({ fromPx, toPx, delayMs, durationMs, jumps }: ScrollPlan): DrawnScroll {
  if (jumps !== null || fromPx === toPx)
    return { fromPx, toPx, delayMs, durationMs, easing: `steps(${Math.max(1, jumps ?? 1)}, jump-start)` };
  const pixelPx = Math.floor(fromPx);
  const msPerPx = durationMs / (toPx - fromPx);
  return {
    fromPx: pixelPx,
    toPx,
    delayMs: delayMs - (fromPx - pixelPx) * msPerPx,
    durationMs: (toPx - pixelPx) * msPerPx,
    easing: `steps(${toPx - pixelPx}, jump-end)`,
  };
}
