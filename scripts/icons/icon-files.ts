/** The files that hold one icon in several sizes. Each wraps PNGs as they are. Pure. */

/** A drawing of the icon. */
export interface IconImage {
  readonly sizePx: number;
  readonly png: Uint8Array;
}

/** The sizes that Windows shows: https://learn.microsoft.com/en-us/windows/apps/design/style/iconography/app-icon-construction */
export const ICO_SIZES_PX = [16, 20, 24, 32, 40, 48, 64, 256] as const;

/** Apple's types of an image, by their sizes (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
const ICNS_TYPES: ReadonlyMap<number, readonly string[]> = new Map([
  [32, ['ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1_024, ['ic10']],
]);

export const ICNS_SIZES_PX = [...ICNS_TYPES.keys()];

const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;
const BITS_PER_PIXEL = 32;
const ICNS_HEADER_BYTES = 8;

/** Return an icon of Windows. */
export function icoFile(images: readonly IconImage[]): Uint8Array {
  const header = Buffer.alloc(ICO_HEADER_BYTES + ICO_ENTRY_BYTES * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ sizePx, png }, index) => {
    const at = ICO_HEADER_BYTES + ICO_ENTRY_BYTES * index;
    // 0 stands for 256.
    header.writeUInt8(sizePx % 256, at);
    header.writeUInt8(sizePx % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(BITS_PER_PIXEL, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** Return an icon of macOS. */
export function icnsFile(images: readonly IconImage[]): Uint8Array {
  const parts = images.flatMap(({ sizePx, png }) =>
    (ICNS_TYPES.get(sizePx) ?? []).map((type) => Buffer.concat([icnsHeader(type, png.length), png])),
  );
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([icnsHeader('icns', bytes), ...parts]);
}

function icnsHeader(type: string, contentBytes: number): Buffer {
  const header = Buffer.alloc(ICNS_HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(ICNS_HEADER_BYTES + contentBytes, 4);
  return header;
}
