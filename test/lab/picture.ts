import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Rectangle } from '../../src-main/windows/placement.ts';

const LARGEST_PICTURE_BYTES = 64 * 1024 * 1024;

/** Each part from 0 to 255. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes for each pixel, row by row. */
  readonly pixels: Buffer;
}

/** Read a picture of any format that ImageMagick knows. */
export async function readPicture(path: string): Promise<Picture> {
  const { stdout } = await promisify(execFile)('convert', [path, '-depth', '8', 'ppm:-'], {
    encoding: 'buffer',
    maxBuffer: LARGEST_PICTURE_BYTES,
  });
  return parsePortablePixmap(stdout);
}

/** Parse a binary PPM file. @throws when it is none. */
export function parsePortablePixmap(file: Buffer): Picture {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 100).toString('latin1'));
  if (head === null) throw new Error('no binary PPM file of 8 bits');
  return { width: Number(head[1]), height: Number(head[2]), pixels: file.subarray(head[0].length) };
}

/** Return the colours of the pixels in an area; those outside the picture are left out. */
export function coloursIn({ width, height, pixels }: Picture, area: Rectangle): Colour[] {
  const colours: Colour[] = [];
  const [left, top] = [Math.max(0, Math.round(area.x)), Math.max(0, Math.round(area.y))];
  for (let y = top; y < Math.min(height, Math.round(area.y + area.height)); y += 1) {
    for (let x = left; x < Math.min(width, Math.round(area.x + area.width)); x += 1) {
      const [red = 0, green = 0, blue = 0] = pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
      colours.push({ red, green, blue });
    }
  }
  return colours;
}

/** Return which part of an area's pixels has such a colour, from 0 to 1; 0 for an empty area. */
export function shareOf(picture: Picture, area: Rectangle, isSuch: (colour: Colour) => boolean): number {
  const colours = coloursIn(picture, area);
  return colours.length === 0 ? 0 : colours.filter(isSuch).length / colours.length;
}
