import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FaceIcon } from '../../../src-renderer/bubble/face-icon.tsx';
import { levelStyles, PICTURE_MOTIONS, styleAt } from '../../../src-renderer/bubble/picture-motion.ts';
import { PHASES, type Phase } from '../../../src-shared/overlay-state.ts';

const motionOf = (phase: Phase) => {
  const motion = PICTURE_MOTIONS[phase];
  if (motion === undefined) throw new Error(`${phase} does not move`);
  return motion;
};
const MOVING = ['listening', 'thinking', 'speaking'] as const;

/** The numbers in a picture's styles, for each of its shapes, in steps from one on. */
function stepsOf(phase: Phase, fromStep: number, count: number): readonly (readonly number[])[] {
  return motionOf(phase).shapes.map((shape) =>
    Array.from({ length: count }, (_, index) => {
      const { transform, opacity } = styleAt(shape, fromStep + index);
      return Number(/-?[\d.]+/.exec(transform ?? opacity ?? '')?.[0]);
    }),
  );
}

it('only the phases in which something goes on move', () => {
  expect(PHASES.filter((phase) => PICTURE_MOTIONS[phase] !== undefined)).toEqual(MOVING);
  expect(PICTURE_MOTIONS.notice).toBeUndefined();
});

describe.each(MOVING)('the picture of %s', (phase) => {
  it('has the shapes that move', () => {
    const markup = renderToStaticMarkup(createElement(FaceIcon, { name: phase }));
    for (const { selector } of motionOf(phase).shapes) {
      const [, name = '', , place = '1'] = /^\.([\w-]+)(:nth-child\((\d)\))?$/.exec(selector) ?? [];
      const found = markup.match(new RegExp(`class="([\\w-]+ )?${name}"`, 'g')) ?? [];
      expect(found.length, selector).toBeGreaterThanOrEqual(Number(place));
    }
  });

  it('moves in seven to ten steps a second, and changes nothing but transform and opacity', () => {
    const { stepMs, shapes } = motionOf(phase);
    expect(1_000 / stepMs).toBeGreaterThan(6.5);
    expect(1_000 / stepMs).toBeLessThanOrEqual(10);
    for (const shape of shapes) {
      for (const style of shape.styles)
        expect(['transform', 'opacity']).toEqual(expect.arrayContaining(Object.keys(style)));
    }
  });

  it('is at rest before its first step, and repeats without end', () => {
    for (const shape of motionOf(phase).shapes) {
      expect(styleAt(shape, null)).toEqual({});
      for (let step = shape.beginsAt; step < 100; step += 1) {
        expect(styleAt(shape, step)).not.toEqual({});
        expect(styleAt(shape, step + 12)).toEqual(styleAt(shape, step));
      }
    }
  });
});

it('the bars breathe between half and all of their height, the middle ones against the outer ones', () => {
  const [middle = [], inner = [], outer = []] = stepsOf('listening', 0, 24);
  for (const heights of [middle, inner, outer]) {
    expect(Math.min(...heights)).toBe(0.5);
    expect(Math.max(...heights)).toBe(1);
    for (const [step, height] of heights.slice(1).entries()) {
      expect(Math.abs(height - (heights[step] ?? 0))).toBeLessThan(0.11);
    }
  }
  for (const [step, height] of middle.entries()) expect(height + (outer[step] ?? 0)).toBeCloseTo(1.5);
  expect(inner.slice(0, 4)).toEqual([0.8, 0.9, 1, 1]);
});

it('the dots hop in turn from left to right, and have a rest together', () => {
  const dots = stepsOf('thinking', 12, 12);
  expect(dots.map((heightsPx) => heightsPx.indexOf(-4.5))).toEqual([3, 5, 7]);
  expect([10, 11].map((step) => dots.map((heightsPx) => heightsPx[step] === 0))).toEqual([
    [true, true, true],
    [true, true, true],
  ]);
});

it('the far wave follows the near one', () => {
  const [near = [], far = []] = stepsOf('speaking', 12, 24);
  expect(far.indexOf(1, near.indexOf(1)) - near.indexOf(1)).toBe(3);
  expect(Math.min(...near, ...far)).toBe(0.25);
});

it('the bars grow with the level, from a little to all of their room, by transform alone', () => {
  const heights = (level: number) =>
    levelStyles(level).map(({ style }) => Number(/^scaleY\(([\d.]+)\)$/.exec(style.transform ?? '')?.[1]));
  expect(levelStyles(0.5).map(({ selector }) => selector)).toEqual(
    motionOf('listening').shapes.map((each) => each.selector),
  );
  expect(levelStyles(0.5).every(({ style }) => Object.keys(style).join() === 'transform')).toBe(true);
  const [low, middle, high] = [heights(0), heights(0.5), heights(1)];
  for (const [index, height] of low.entries()) {
    expect(height).toBeGreaterThan(0.2);
    expect(middle[index]).toBeGreaterThan(height);
    expect(high[index]).toBeGreaterThan(middle[index] ?? Number.NaN);
  }
  // 24 units of the picture, less the width of the line: bars of 15, 8 and 3.
  for (const [index, length] of [15, 8, 3].entries()) expect(length * (high[index] ?? 0)).toBeLessThanOrEqual(22);
});
