/** What of the bubble is in a picture of the screen. Pure. */

import type { Rectangle } from '../../src-main/windows/placement.ts';
import { type Colour, coloursIn, type Picture, shareOf } from '../lab/picture.ts';

/** The pill of the light theme; its words and its orb are darker. */
const isLight = ({ red, green, blue }: Colour) => Math.min(red, green, blue) > 200;
/** How a window that should be transparent looks when nobody composites it. */
const isBlack = ({ red, green, blue }: Colour) => Math.max(red, green, blue) < 6;

const LIGHT_SHARE_MIN = 0.5;
const BLACK_SHARE_MAX = 0.02;
const DIFFERENT_SHARE_MAX = 0.02;
/** Compositors may round colours differently with a window above. */
const SAME_DIFFERENCE_MAX = 4;
const CONTRAST_MIN = 40;

/** The bubble on the screen, in pixels. */
export interface SeenBubble {
  readonly window: Rectangle;
  readonly pill: Rectangle;
}

/** Return what is wrong with the picture of a pill; null when nothing is. */
export function faultOfPill(picture: Picture, pill: Rectangle): string | null {
  const light = shareOf(picture, pill, isLight);
  return light < LIGHT_SHARE_MIN ? `the pill is not on the screen (${percent(light)} of it light)` : null;
}

/** Return what is wrong with the picture of a bubble over a window that is not black; null when nothing is. */
export function faultOfBubble(picture: Picture, { window, pill }: SeenBubble): string | null {
  const black = shareOf(picture, window, isBlack);
  const box = black > BLACK_SHARE_MAX ? `a black box around the pill (${percent(black)} of its window)` : null;
  return faultOfPill(picture, pill) ?? box;
}

/** Return whether a part of a picture shows a sign on its ground, and not the ground alone. */
export function hasSign(picture: Picture, area: Rectangle): boolean {
  const lights = coloursIn(picture, area).map(({ red, green, blue }) => (red + green + blue) / 3);
  return Math.max(...lights) - Math.min(...lights) > CONTRAST_MIN;
}

/** Return whether two pictures agree in an area; an empty area agrees. */
export function isSame(one: Picture, other: Picture, area: Rectangle): boolean {
  return differentShare(one, other, area) <= DIFFERENT_SHARE_MAX;
}

/** Return which part of an area's pixels differs between two pictures of one size, from 0 to 1; 0 for an empty area. */
export function differentShare(one: Picture, other: Picture, area: Rectangle): number {
  const [before, after] = [coloursIn(one, area), coloursIn(other, area)];
  const different = before.filter((colour, at) => {
    const now = after[at];
    if (now === undefined) return true;
    const differences = [colour.red - now.red, colour.green - now.green, colour.blue - now.blue];
    return differences.some((difference) => Math.abs(difference) > SAME_DIFFERENCE_MAX);
  });
  return before.length === 0 ? 0 : different.length / before.length;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
