/** Contrast of text as the screen shows it. */

import type { Page } from 'playwright';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import { type Colour, pixelsIn } from './screen.ts';

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The relative luminance of WCAG 2, from 0 to 1. */
function luminance({ red, green, blue }: Colour): number {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * The contrast between an element's text and the surface beside it, on the screen. The text's colour is that of its
 * darkest pixel (its lightest one, when it is dark), because the edges of letters are mixed with the surface. The surface is the
 * row of pixels above the text's box and the one below, and of these the pixel that is worst for the text.
 */
export async function textContrast(page: Page, selector: string, look: 'light' | 'dark'): Promise<number> {
  const box = await textBox(page, selector);
  const rows = await pixelsIn({ ...box, y: box.y - 1, height: box.height + 2 });
  const byLuminance = (pixels: readonly Colour[]) => pixels.toSorted((a, b) => luminance(a) - luminance(b));
  const text = byLuminance(rows.slice(1, -1).flat()).at(look === 'light' ? 0 : -1);
  const surface = byLuminance([...(rows.at(0) ?? []), ...(rows.at(-1) ?? [])]).at(look === 'light' ? 0 : -1);
  if (text === undefined || surface === undefined) throw new Error(`no text on the screen: ${selector}`);
  return contrast(text, surface);
}

/** Where an element's text is on the screen, in whole pixels, without the empty room beside it. */
async function textBox(page: Page, selector: string): Promise<Rectangle> {
  return page.evaluate((wanted) => {
    const element = document.querySelector(wanted);
    if (element === null) throw new Error(`not there: ${wanted}`);
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    const line = element.getBoundingClientRect();
    const [left, right] = [Math.max(text.left, line.left), Math.min(text.right, line.right)];
    const [x, y] = [Math.floor(left), Math.floor(text.top)];
    return {
      x: window.screenX + x,
      y: window.screenY + y,
      width: Math.ceil(right) - x,
      height: Math.ceil(text.bottom) - y,
    };
  }, selector);
}
