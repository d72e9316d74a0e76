import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measuringSmallType } from '../../../src-renderer/bubble/small-type.ts';
import { smallPx } from '../../../src-shared/letters.ts';

/** A canvas whose letters are half as wide as they are high. */
function fakeCanvas() {
  const context = {
    font: '',
    measureText: (line: string) => ({ width: (line.length * Number(/ ([\d.]+)px /.exec(context.font)?.[1])) / 2 }),
  };
  return { context, canvas: { getContext: () => context } as unknown as HTMLCanvasElement };
}

it.each([0.75, 1, 1.25, 2])('measures at the page’s scale of %f, and says what that is at scale 1', (scale) => {
  const { context, canvas } = fakeCanvas();
  expect(measuringSmallType(() => canvas, scale)('four')).toBeCloseTo(4 * 6);
  expect(context.font).toBe(`500 ${12 * scale}px system-ui, sans-serif`);
});

it('makes one canvas, once there is something to measure', () => {
  let made = 0;
  const widthOf = measuringSmallType(() => {
    made += 1;
    return fakeCanvas().canvas;
  }, 1);
  expect(made).toBe(0);
  widthOf('one');
  widthOf('two');
  expect(made).toBe(1);
});

it('estimates without a canvas', () => {
  const none = { getContext: () => null } as unknown as HTMLCanvasElement;
  expect(measuringSmallType(() => none, 2)('line')).toBe(smallPx('line'));
});

it('measures the type in which the stylesheet draws it', () => {
  const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/bubble/words.css'), 'utf8');
  const rule = /\n\.beside,\n\.second-line,\n\.heard \{\n {2}color[^}]*\}/.exec(css)?.[0];
  expect(rule).toContain('font-weight: 500;');
  expect(rule).toContain('font-size: 12px;');
});
