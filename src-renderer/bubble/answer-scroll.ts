/** How fast a synthetic voice speaks Polish and English, roughly. */
const CHARACTERS_PER_SECOND = 14;
/** How long it pauses between lines, such as those of a list. */
const LINE_PAUSE_MS = 500;

/** How the text of a card moves up. */
export interface ScrollPlan {
  /** How far, in px; 0 when all of it fits. */
  readonly distancePx: number;
  /** How long the beginning stays, in ms. */
  readonly delayMs: number;
  readonly durationMs: number;
}

/**
 * Moves a text that is higher than its card along with the voice, so that the words being spoken are about the
 * middle of the card.
 * @param textHeightPx the whole text's height
 * @param viewHeightPx how much of it the card shows
 */
export function scrollPlan(text: string, textHeightPx: number, viewHeightPx: number): ScrollPlan {
  const distancePx = Math.max(0, Math.ceil(textHeightPx - viewHeightPx));
  if (distancePx === 0) return { distancePx: 0, delayMs: 0, durationMs: 0 };
  const breaks = text.split('\n').length - 1;
  const spokenMs = (text.length / CHARACTERS_PER_SECOND) * 1000 + breaks * LINE_PAUSE_MS;
  return {
    distancePx,
    delayMs: Math.round((spokenMs * viewHeightPx) / 2 / textHeightPx),
    durationMs: Math.round((spokenMs * distancePx) / textHeightPx),
  };
}

/**
 * The easing of a text that jumps instead of gliding: at most half of what the card shows at a time, at the beginning of
 * the movement, at its end and between, so that the words being spoken are never outside the card.
 */
export function jumps(distancePx: number, viewHeightPx: number): string {
  return `steps(${Math.ceil((2 * distancePx) / viewHeightPx)}, jump-both)`;
}
