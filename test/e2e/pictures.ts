/** Pictures of the screen that are compared with each other, and kept for whoever looks into a failure. */

import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import type { Rectangle } from '../../src-main/windows/placement.ts';
import type { Screen } from '../lab/x-screen.ts';

const PIXEL_BYTES = 4;

/** A piece of the screen, as it is really there. */
export interface Picture {
  readonly area: Rectangle;
  /** Blue, green, red and nothing of each pixel, row by row. */
  readonly pixels: Buffer;
}

/** Return a screen's pixels in an area, which lies on it as a whole. */
export async function pictureOf(screen: Screen, { x, y, width, height }: Rectangle): Promise<Picture> {
  const area = { x, y, width, height };
  return { area, pixels: await screen.read(area) };
}

/** How much a colour may differ, of 255: parts that faded in layers of their own are rounded otherwise, by 2. */
const STEP = 4;

/** Return how many pixels of two pictures differ; all of them where the pictures are not of one area. */
export function differingPixels(one: Picture, other: Picture): number {
  const { x, y, width, height } = one.area;
  const { area } = other;
  if (area.x !== x || area.y !== y || area.width !== width || area.height !== height) return width * height;
  let count = 0;
  for (let at = 0; at < one.pixels.length; at += PIXEL_BYTES) {
    if ([at, at + 1, at + 2].some((byte) => Math.abs((one.pixels[byte] ?? 0) - (other.pixels[byte] ?? 0)) > STEP)) {
      count += 1;
    }
  }
  return count;
}

/** Return how many colours a part of a picture has. @param part lies in the picture's area. */
export function coloursIn(picture: Picture, part: Rectangle): number {
  const left = Math.ceil(part.x - picture.area.x);
  const top = Math.ceil(part.y - picture.area.y);
  const colours = new Set<number>();
  for (let row = top; row < top + Math.floor(part.height); row += 1) {
    for (let column = left; column < left + Math.floor(part.width); column += 1) {
      colours.add(colourAt(picture, (row * picture.area.width + column) * PIXEL_BYTES));
    }
  }
  return colours.size;
}

function colourAt({ pixels }: Picture, at: number): number {
  return pixels.readUIntLE(at, 3);
}

/** Keep a picture as a PNG file in `out/screens/`. @param name may lead into a folder there. */
export async function keepPicture({ area, pixels }: Picture, name: string): Promise<void> {
  const path = join(PROJECT_ROOT, `out/screens/${name}.png`);
  const raw = `${path}.bgra`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(raw, pixels);
  const size = ['-size', `${area.width}x${area.height}`, '-depth', '8'];
  await promisify(execFile)('convert', [...size, raw, '-alpha', 'off', path]);
  rmSync(raw);
}
