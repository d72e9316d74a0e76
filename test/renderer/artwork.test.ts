import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PHASES } from '../../src-shared/overlay-state.ts';

const ASSETS = resolve(import.meta.dirname, '../../assets');

/** A PNG's width and height in pixels, from its first chunk. */
function sizeOf(file: string): readonly [number, number] {
  const png = readFileSync(join(ASSETS, file));
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the tray icons', () => {
  it.each([
    ['', 16],
    ['@1.5x', 24],
    ['@2x', 32],
  ])('are there for every phase and system, %s', (suffix, sizePx) => {
    for (const phase of PHASES) {
      expect(sizeOf(`tray/${phase}${suffix}.png`)).toEqual([sizePx, sizePx]);
      expect(sizeOf(`tray/template/${phase}Template${suffix}.png`)).toEqual([sizePx, sizePx]);
    }
  });

  it('differ by shape alone, so that colour is never the only sign', () => {
    const shapes = PHASES.map((phase) => readFileSync(join(ASSETS, `tray/template/${phase}Template.png`), 'base64'));
    expect(new Set(shapes).size).toBe(PHASES.length);
  });
});

describe('the app icon', () => {
  it('is large enough for every system', () => {
    expect(sizeOf('icon.png')).toEqual([512, 512]);
  });
});
