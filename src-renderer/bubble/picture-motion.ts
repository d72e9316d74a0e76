import type { Face } from './face.ts';

/** The inline style of a shape during one step; an empty one at rest. */
export type StepStyle = Readonly<Partial<Record<'transform' | 'opacity', string>>>;

/** The motion of some shapes of a picture. */
interface ShapeMotion {
  /** Selects the shapes within their picture. */
  readonly selector: string;
  /** The styles of the steps; after the last one, the first one follows. */
  readonly styles: readonly StepStyle[];
  /** The step of the picture in which the shapes begin to move. */
  readonly beginsAt: number;
}

/** The motion of a picture. */
interface PictureMotion {
  readonly stepMs: number;
  readonly shapes: readonly ShapeMotion[];
}

const AT_REST: StepStyle = {};

const BREATH = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1, 0.9, 0.8, 0.7, 0.6, 0.5].map((height) => ({
  transform: `scaleY(${height})`,
}));
const HOP = [0, 1.5, 3, 4.5, 3, 1.5, 0, 0, 0, 0, 0, 0].map((px) => ({ transform: `translateY(${-px}px)` }));
const SWELL = [0.25, 0.4375, 0.625, 0.8125, 1, 0.8125, 0.625, 0.4375, 0.25, 0.25, 0.25, 0.25].map((opacity) => ({
  opacity: String(opacity),
}));

/** Return `styles` as they go on from one of them. */
function goingOnFrom(step: number, styles: readonly StepStyle[]): readonly StepStyle[] {
  return [...styles.slice(step), ...styles.slice(0, step)];
}

/** The pictures that move: only transform and opacity, which need no layout. */
export const PICTURE_MOTIONS: Readonly<Partial<Record<Face, PictureMotion>>> = {
  listening: {
    stepMs: 150,
    shapes: [
      { selector: '.bar-middle', styles: BREATH, beginsAt: 0 },
      { selector: '.bar-inner', styles: goingOnFrom(3, BREATH), beginsAt: 0 },
      { selector: '.bar-outer', styles: goingOnFrom(6, BREATH), beginsAt: 0 },
    ],
  },
  thinking: {
    stepMs: 100,
    shapes: [
      { selector: '.dot:nth-child(1)', styles: HOP, beginsAt: 0 },
      { selector: '.dot:nth-child(2)', styles: HOP, beginsAt: 2 },
      { selector: '.dot:nth-child(3)', styles: HOP, beginsAt: 4 },
    ],
  },
  speaking: {
    stepMs: 100,
    shapes: [
      { selector: '.wave-near', styles: SWELL, beginsAt: 0 },
      { selector: '.wave-far', styles: SWELL, beginsAt: 3 },
    ],
  },
};

/** The heights of the bars at the microphone's lowest and highest level. The outer bars grow most: at rest they are the shortest. */
const LEVEL_SHAPES = [
  { selector: '.bar-middle', quiet: 0.25, loud: 1 },
  { selector: '.bar-inner', quiet: 0.35, loud: 1.4 },
  { selector: '.bar-outer', quiet: 0.6, loud: 2.2 },
] as const;

/** Return the styles of the bars at a level from 0 to 1, by their selectors. Pure. */
export function levelStyles(level: number): readonly { readonly selector: string; readonly style: StepStyle }[] {
  return LEVEL_SHAPES.map(({ selector, quiet, loud }) => ({
    selector,
    style: { transform: `scaleY(${(quiet + (loud - quiet) * level).toFixed(3)})` },
  }));
}

/** Draw the bars of listening at a level from 0 to 1. */
export function drawLevel(root: ParentNode, level: number): void {
  for (const { selector, style } of levelStyles(level)) {
    for (const element of root.querySelectorAll<SVGElement>(`.phase-listening ${selector}`)) {
      Object.assign(element.style, style);
    }
  }
}

/** Return the style of shapes in a step of their picture; null: at rest. Pure. */
export function styleAt({ styles, beginsAt }: ShapeMotion, step: number | null): StepStyle {
  return step === null || step < beginsAt ? AT_REST : (styles[(step - beginsAt) % styles.length] ?? AT_REST);
}

/**
 * Find the shapes of a face's picture.
 * @returns a function that draws a step, counted from 0; null: at rest.
 */
export function pictureOf(root: ParentNode, face: Face): (step: number | null) => void {
  const moving = (PICTURE_MOTIONS[face]?.shapes ?? []).map((shape) => ({
    shape,
    elements: [...root.querySelectorAll<SVGElement>(`.phase-${face} ${shape.selector}`)],
  }));
  return (step) => {
    for (const { shape, elements } of moving) {
      const style = styleAt(shape, step);
      for (const element of elements) {
        if (style === AT_REST) element.removeAttribute('style');
        else Object.assign(element.style, style);
      }
    }
  };
}
