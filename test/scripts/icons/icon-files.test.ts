import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ICNS_SIZES_PX, ICO_SIZES_PX, icnsFile, icoFile } from '../../../scripts/icons/icon-files.ts';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

const PNG_SIGNATURE = '89504e470d0a1a0a';
const asset = (name: string) => readFileSync(join(PROJECT_ROOT, 'assets', name));
const pngSize = (png: Buffer) => png.readUInt32BE(16);

describe('assets/icon.ico', () => {
  it('holds a PNG in each size that Windows shows', () => {
    const file = asset('icon.ico');
    const count = file.readUInt16LE(4);
    const images = Array.from({ length: count }, (_, index) => {
      const at = 6 + 16 * index;
      const [bytes, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
      const png = file.subarray(offset, offset + bytes);
      expect(png.toString('hex', 0, 8)).toBe(PNG_SIGNATURE);
      expect(pngSize(png)).toBe(file.readUInt8(at) || 256);
      return pngSize(png);
    });
    expect(images).toEqual([...ICO_SIZES_PX]);
  });

  it('is one for others', ({ skip }) => {
    if (process.platform !== 'linux') skip('identify is ImageMagick’s, which set-up installs on Linux only');
    const seen = execFileSync('identify', ['-format', '%wx%h ', join(PROJECT_ROOT, 'assets/icon.ico')], {
      encoding: 'utf8',
    });
    expect(seen.trim().split(' ')).toEqual(ICO_SIZES_PX.map((size) => `${size}x${size}`));
  });
});

describe('assets/icon.icns', () => {
  it('holds a PNG in each size that macOS shows', () => {
    const file = asset('icon.icns');
    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length]);
    const sizes = new Set<number>();
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
      expect(png.toString('hex', 0, 8)).toBe(PNG_SIGNATURE);
      sizes.add(pngSize(png));
    }
    expect([...sizes]).toEqual(ICNS_SIZES_PX);
  });
});

it('wraps what it is given', () => {
  const png = Buffer.from('not really one');
  expect(Buffer.from(icoFile([{ sizePx: 16, png }])).subarray(22)).toEqual(png);
  expect(
    Buffer.from(icnsFile([{ sizePx: 128, png }]))
      .subarray(8, 12)
      .toString(),
  ).toBe('ic07');
});
