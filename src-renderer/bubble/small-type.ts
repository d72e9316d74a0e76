import { smallPx } from '../../src-shared/letters.ts';
import type { WidthOf } from './cut-in-middle.ts';

/** The type of .heard in words.css. */
const SIZE_PX = 12;
const WEIGHT = 500;
const FAMILY = 'system-ui, sans-serif';

/**
 * Return a function that measures small type as the page draws it. A canvas does that without a layout.
 * @param newCanvas called once there is something to measure.
 * @param scale the page's. Where each letter takes whole pixels, small ones are wider than their size says.
 */
export function measuringSmallType(newCanvas: () => Pick<HTMLCanvasElement, 'getContext'>, scale: number): WidthOf {
  let widthOf: WidthOf | null = null;
  return (line) => {
    widthOf ??= measuring(newCanvas().getContext('2d'), scale);
    return widthOf(line);
  };
}

function measuring(context: CanvasRenderingContext2D | null, scale: number): WidthOf {
  // Chromium has none when it runs out of memory.
  if (context === null) return smallPx;
  context.font = `${WEIGHT} ${SIZE_PX * scale}px ${FAMILY}`;
  return (line) => context.measureText(line).width / scale;
}
