import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrange,
  drawnPart,
  isAsPlaced,
  type Point,
  pillInside,
  placeOf,
  type Rectangle,
  type Room,
  type Size,
  SNAP_DISTANCE,
  shifted,
  withControlsLeft,
} from '../../src-main/windows/placement.ts';
import {
  BUTTON_SLOT,
  BUTTONS_MAX,
  CARD_GAP,
  CARD_MAX_HEIGHT,
  HANDLE_WIDTH,
  PILL_END_PADDING,
  PILL_HEIGHT,
  PILL_WIDTH,
  SHADOW_MARGIN,
} from '../../src-shared/geometry.ts';
import type { Place } from '../../src-shared/settings.ts';
import { ANCHORS, type Anchor } from '../../src-shared/settings-limits.ts';

const SIZE: Size = { scalePercent: 100, cardWidthPx: 420, showCard: true };
const SCALES = [75, 100, 125, 150, 200];

const WORK_AREAS: Readonly<Record<string, Rectangle>> = {
  'a whole display': { x: 0, y: 0, width: 1920, height: 1080 },
  'a panel above': { x: 0, y: 28, width: 1280, height: 772 },
  'a panel below': { x: 0, y: 0, width: 1280, height: 768 },
  'panels left and right': { x: 64, y: 0, width: 1180, height: 800 },
  'a display left of and above the primary': { x: -2560, y: -360, width: 2560, height: 1440 },
  'a display on its side, with odd measures': { x: 1921, y: -333, width: 1081, height: 1919 },
  'hardly larger than the pill': { x: 10, y: 10, width: 400, height: 101 },
  'smaller than the pill': { x: 0, y: 0, width: 300, height: 90 },
};

const at = (anchor: Anchor, offsetX = 0, offsetY = 0): Place => ({ anchor, offsetX, offsetY });
/** A display of the usual factor. */
const room = (workArea: Rectangle): Room => ({ workArea, scaleFactor: 1 });
const right = ({ x, width }: Rectangle) => x + width;
const bottom = ({ y, height }: Rectangle) => y + height;
const contains = (outer: Rectangle, inner: Rectangle) =>
  inner.x >= outer.x && inner.y >= outer.y && right(inner) <= right(outer) && bottom(inner) <= bottom(outer);

describe('an anchor', () => {
  const workArea = { x: 100, y: 50, width: 1400, height: 900 };
  const left = 100 + SHADOW_MARGIN;
  const center = 100 + (1400 - PILL_WIDTH) / 2;
  const rightmost = 1500 - SHADOW_MARGIN - PILL_WIDTH;
  const top = 50 + SHADOW_MARGIN;
  const middle = 50 + (900 - PILL_HEIGHT) / 2;
  const lowest = 950 - SHADOW_MARGIN - PILL_HEIGHT;

  it.each([
    ['top-left', left, top, 'left', 'below'],
    ['top', center, top, 'center', 'below'],
    ['top-right', rightmost, top, 'right', 'below'],
    ['left', left, middle, 'left', 'below'],
    ['right', rightmost, middle, 'right', 'below'],
    ['bottom-left', left, lowest, 'left', 'above'],
    ['bottom', center, lowest, 'center', 'above'],
    ['bottom-right', rightmost, lowest, 'right', 'above'],
  ] as const)('%s puts the pill at %i, %i, its card %s-aligned and %s', (anchor, x, y, align, cardSide) => {
    const { pill, layout } = arrange(room(workArea), at(anchor), SIZE, 1);
    expect(pill).toEqual({ x, y, width: PILL_WIDTH, height: PILL_HEIGHT });
    expect(layout).toEqual({ align, cardSide, scale: 1, cardWidthPx: 420 });
  });

  it('and an offset put it elsewhere', () => {
    expect(arrange(room(workArea), at('right', -30, 12), SIZE, 1).pill).toMatchObject({
      x: rightmost - 30,
      y: middle + 12,
    });
  });
});

describe.each(Object.entries(WORK_AREAS))('in %s', (_name, workArea) => {
  const everything = ANCHORS.flatMap((anchor) =>
    [at(anchor), at(anchor, 137, -61), at(anchor, 9_999, -9_999)].flatMap((place) =>
      SCALES.flatMap((scalePercent) =>
        [280, 420, 640].map((cardWidthPx) => ({ place, size: { scalePercent, cardWidthPx, showCard: true } })),
      ),
    ),
  );

  it('the windows are whole numbers and wholly inside', () => {
    for (const { place, size } of everything) {
      const { pill, bubble, controls, controlsBounds } = arrange(room(workArea), place, size, 2);
      for (const rectangle of [pill, bubble, controls, controlsBounds]) {
        expect(contains(workArea, rectangle), JSON.stringify({ place, size, rectangle })).toBe(true);
        expect(Object.values(rectangle).every(Number.isInteger), JSON.stringify({ place, size, rectangle })).toBe(true);
      }
    }
  });

  it('the pill is where the page draws it: at its end of the window, a margin from the edge', () => {
    for (const { place, size } of everything) {
      const { pill, bubble, layout } = arrange(room(workArea), place, size, 1);
      const margin = Math.round(SHADOW_MARGIN * layout.scale);
      const what = JSON.stringify({ place, size, bubble, pill, layout });
      if (layout.align === 'left') expect(pill.x - bubble.x, what).toBe(margin);
      if (layout.align === 'right') expect(right(bubble) - right(pill), what).toBe(margin);
      if (layout.align === 'center') expect(pill.x - bubble.x, what).toBe(right(bubble) - right(pill));
      if (layout.cardSide === 'below') expect(pill.y - bubble.y, what).toBe(margin);
      else expect(bottom(bubble) - bottom(pill), what).toBe(margin);
    }
  });
});

describe('the card', () => {
  const workArea = { x: 0, y: 0, width: 1280, height: 800 };

  it('has its whole size in the window', () => {
    const { bubble } = arrange(room(workArea), at('top'), SIZE, 1);
    expect(bubble.width).toBe(420 + 2 * SHADOW_MARGIN);
    expect(bubble.height).toBe(PILL_HEIGHT + CARD_GAP + CARD_MAX_HEIGHT + 2 * SHADOW_MARGIN);
  });

  it('is away from the edge of the anchor when there is room on both sides', () => {
    expect(arrange(room(workArea), at('bottom', 0, -300), SIZE, 1).layout.cardSide).toBe('above');
    expect(arrange(room(workArea), at('top', 0, 300), SIZE, 1).layout.cardSide).toBe('below');
  });

  it('is above the pill when there is no room below, and there is more above', () => {
    expect(arrange(room(workArea), at('right', 0, 200), SIZE, 1).layout.cardSide).toBe('above');
    expect(arrange(room(workArea), at('bottom', 0, -560), SIZE, 1).layout.cardSide).toBe('below');
  });

  it('is flush with the pill on the side that has room when it does not fit on both', () => {
    const wide = { ...SIZE, cardWidthPx: 640 };
    expect(arrange(room(workArea), at('top', 440, 0), wide, 1).layout.align).toBe('right');
    expect(arrange(room(workArea), at('top', -440, 0), wide, 1).layout.align).toBe('left');
  });

  it('takes no room when there is none', () => {
    const { bubble, pill } = arrange(room(workArea), at('bottom-right'), { ...SIZE, showCard: false }, 1);
    expect(bubble.width).toBe(pill.width + 2 * SHADOW_MARGIN);
    expect(bubble.height).toBe(pill.height + 2 * SHADOW_MARGIN);
  });
});

describe('the controls', () => {
  const workArea = { x: 0, y: 0, width: 1920, height: 1080 };

  it.each(SCALES)(
    'are the handle and the buttons over the end of the pill, and nothing is rounded, at a scale of %i',
    (percent) => {
      const scale = percent / 100;
      for (const buttons of [1, 2]) {
        const { pill, controls } = arrange(room(workArea), at('top-left'), { ...SIZE, scalePercent: percent }, buttons);
        expect(controls).toEqual({
          x: pill.x + (PILL_WIDTH - PILL_END_PADDING - buttons * BUTTON_SLOT - HANDLE_WIDTH) * scale,
          y: pill.y,
          width: (buttons * BUTTON_SLOT + HANDLE_WIDTH) * scale,
          height: PILL_HEIGHT * scale,
        });
      }
    },
  );

  it('stand as far from the bubble on a display with a factor of 1.25, 1.5 or 1.75: the offset is whole there too', () => {
    for (const anchor of ANCHORS) {
      for (let cardWidthPx = 280; cardWidthPx <= 640; cardWidthPx += 20) {
        const { bubble, controls } = arrange(room(workArea), at(anchor), { ...SIZE, cardWidthPx }, 1);
        expect((controls.x - bubble.x) % 4).toBe(0);
        expect((controls.y - bubble.y) % 4).toBe(0);
      }
    }
  });

  it('keep the last button where it is when others come', () => {
    const end = (buttons: number) => right(arrange(room(workArea), at('top'), SIZE, buttons).controls);
    expect([end(2), end(3)]).toEqual([end(1), end(1)]);
  });

  it('have room for as many buttons as there can be', () => {
    const { controlsBounds } = arrange(room(workArea), at('top'), SIZE, 1);
    expect(controlsBounds).toEqual(arrange(room(workArea), at('top'), SIZE, BUTTONS_MAX).controls);
  });
});

describe('a smaller silhouette', () => {
  const area = fc.record({
    x: fc.integer({ min: -3_000, max: 3_000 }),
    y: fc.integer({ min: -2_000, max: 2_000 }),
    width: fc.integer({ min: 200, max: 4_000 }),
    height: fc.integer({ min: 80, max: 2_500 }),
  });
  const silhouette = fc.record({
    form: fc.constantFrom('pill' as const, 'orb' as const),
    widthPx: fc.constantFrom(220, 260, 300, 340, 380, PILL_WIDTH),
  });
  const case_ = fc.record({
    area,
    silhouette,
    anchor: fc.constantFrom(...ANCHORS),
    offsetX: fc.integer({ min: -900, max: 900 }),
    offsetY: fc.integer({ min: -900, max: 900 }),
    scalePercent: fc.integer({ min: 15, max: 40 }).map((step) => step * 5),
    cardWidthPx: fc.integer({ min: 14, max: 32 }).map((step) => step * 20),
    buttons: fc.integer({ min: 1, max: BUTTONS_MAX }),
  });
  type Case = typeof case_ extends fc.Arbitrary<infer Of> ? Of : never;
  const arranged = ({ area: workArea, anchor, offsetX, offsetY, buttons, ...size }: Case, drawn = size.silhouette) =>
    arrange(room(workArea), { anchor, offsetX, offsetY }, { ...size, showCard: true }, buttons, drawn);

  it('is inside of the place of the whole pill, whose windows and layout it keeps', () => {
    fc.assert(
      fc.property(case_, (given) => {
        const [small, whole] = [arranged(given), arranged(given, { form: 'pill', widthPx: PILL_WIDTH })];
        expect(contains(whole.pill, small.pill)).toBe(true);
        expect([small.slot, small.bubble, small.layout]).toEqual([whole.pill, whole.bubble, whole.layout]);
        expect([small.pill, small.controls].flatMap(Object.values).every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('is at the end of the place that the page aligns it to', () => {
    fc.assert(
      fc.property(case_, (given) => {
        const { pill, slot, layout, silhouette: drawn } = arranged(given);
        const inset = drawn.form === 'orb' ? Math.round(6 * layout.scale) : 0;
        const [before, after] = [pill.x - slot.x, right(slot) - right(pill)];
        if (layout.align === 'left') expect(before).toBe(inset);
        if (layout.align === 'right') expect(after).toBe(inset);
        if (layout.align === 'center') expect(Math.abs(before - after)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has its buttons at its own end, and inside', () => {
    fc.assert(
      fc.property(
        case_.filter(({ silhouette: drawn }) => drawn.form === 'pill'),
        (given) => {
          const { pill, controls, layout } = arranged(given);
          expect(right(pill) - right(controls)).toBe(Math.round(PILL_END_PADDING * layout.scale));
          expect(contains(pill, controls)).toBe(true);
        },
      ),
    );
  });

  it('that is dropped stays there, if the whole pill has room to grow', () => {
    const display = room({ x: -1_463, y: 29, width: 1_463, height: 794 });
    for (const widthPx of [260, 340, PILL_WIDTH]) {
      for (let x = -1_500; x < 100; x += 37) {
        const pill = pillInside(display, { x, y: (x * 7) % 900 }, SIZE, widthPx);
        const place = placeOf(display, pill, SIZE, widthPx);
        const { pill: placed } = arrange(display, place, SIZE, 1, { form: 'pill', widthPx });
        expect(Math.abs(placed.x - pill.x), `${x}`).toBeLessThanOrEqual(SNAP_DISTANCE);
        expect(Math.abs(placed.y - pill.y), `${x}`).toBeLessThanOrEqual(SNAP_DISTANCE);
      }
    }
  });
});

describe('a display that is too small for the pill', () => {
  it.each([
    ['too narrow', { x: 0, y: 0, width: PILL_WIDTH / 2 + SHADOW_MARGIN, height: 600 }, 0.5],
    ['too low', { x: 0, y: 0, width: 1280, height: 0.75 * (PILL_HEIGHT + 2 * SHADOW_MARGIN) }, 0.75],
  ])('shows it smaller: %s', (_name, workArea, scale) => {
    expect(arrange(room(workArea), at('top'), SIZE, 1).layout.scale).toBe(scale);
  });
});

describe('a dropped pill', () => {
  const workArea = { x: -1280, y: 28, width: 1280, height: 772 };
  const pillOf = (place: Place, size = SIZE): Point => {
    const { x, y } = arrange(room(workArea), place, size, 1).pill;
    return { x, y };
  };

  it.each(ANCHORS)('at %s is remembered as that', (anchor) => {
    expect(placeOf(room(workArea), pillOf(at(anchor)), SIZE)).toEqual(at(anchor));
  });

  it.each([
    ['top-left', 60, 0],
    ['top', -100, 90],
    ['top-right', -40, 150],
    ['left', 30, -150],
    ['bottom', 200, -40],
    ['bottom-right', -13, -13],
  ] as const)('is remembered by its nearest anchor: %s and %i, %i', (anchor, offsetX, offsetY) => {
    expect(placeOf(room(workArea), pillOf(at(anchor, offsetX, offsetY)), SIZE)).toEqual(at(anchor, offsetX, offsetY));
  });

  it('snaps to the anchor, on each axis by itself', () => {
    const near = (offsetX: number, offsetY: number) =>
      placeOf(room(workArea), pillOf(at('top', offsetX, offsetY)), SIZE);
    expect(near(SNAP_DISTANCE, SNAP_DISTANCE)).toEqual(at('top'));
    expect(near(-SNAP_DISTANCE, 40)).toEqual(at('top', 0, 40));
    expect(near(SNAP_DISTANCE + 1, 3)).toEqual(at('top', SNAP_DISTANCE + 1, 0));
  });

  it('outside of the work area counts as at its edge', () => {
    expect(placeOf(room(workArea), { x: 5_000, y: 5_000 }, SIZE)).toEqual(at('bottom-right'));
  });

  it('stays at its corner when the resolution or the scale changes', () => {
    const place = placeOf(room(workArea), pillOf(at('bottom-right', -20, -30)), SIZE);
    for (const scalePercent of SCALES) {
      const { pill } = arrange(room({ x: 0, y: 0, width: 1920, height: 1040 }), place, { ...SIZE, scalePercent }, 1);
      expect(1920 - right(pill)).toBe((SHADOW_MARGIN * scalePercent) / 100 + 20);
      expect(1040 - bottom(pill)).toBe((SHADOW_MARGIN * scalePercent) / 100 + 30);
    }
  });
});

describe('on a display with a factor of', () => {
  const FACTORS = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3];
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;
  const edges = (of: Rectangle) => [of.x, of.y, right(of), bottom(of)];

  it.each(FACTORS)('%f, every window begins and ends at whole pixels, wherever it is dragged', (scaleFactor) => {
    for (const workArea of Object.values(WORK_AREAS).filter(({ width }) => width > 1_000)) {
      for (const place of ANCHORS.flatMap((anchor) => [at(anchor), at(anchor, 13, -7), at(anchor, -501, 222)])) {
        for (const buttons of [1, 2, 3]) {
          const { bubble, controls, controlsBounds } = arrange({ workArea, scaleFactor }, place, SIZE, buttons);
          const pixels = [bubble, controls, controlsBounds].flatMap(edges).map((edge) => edge * scaleFactor);
          expect(
            pixels.filter((pixel) => !isWhole(pixel)),
            JSON.stringify({ workArea, place, buttons }),
          ).toEqual([]);
          expect(contains(workArea, bubble)).toBe(true);
        }
      }
    }
  });

  it.each(FACTORS)('%f, a dropped pill stays where it was dropped', (scaleFactor) => {
    const room = { workArea: { x: -1_463, y: 29, width: 1_463, height: 794 }, scaleFactor };
    for (let x = -1_500; x < 100; x += 37) {
      const pill = pillInside(room, { x, y: (x * 7) % 900 }, SIZE);
      const place = placeOf(room, pill, SIZE);
      const { pill: placed } = arrange(room, place, SIZE, 1);
      expect(Math.abs(placed.x - pill.x), `${x}`).toBeLessThanOrEqual(SNAP_DISTANCE);
      expect(Math.abs(placed.y - pill.y), `${x}`).toBeLessThanOrEqual(SNAP_DISTANCE);
      if (place.offsetX !== 0 && place.offsetY !== 0) expect(placed).toEqual(pill);
    }
  });
});

describe('a window is as placed', () => {
  const wanted = { x: 534, y: 24, width: 468, height: 300 };
  it.each([
    ['where it was put', wanted, true],
    ['with the pixels that it touches besides', { x: 533, y: 24, width: 469, height: 301 }, true],
    ['not where somebody moved it', { ...wanted, x: 532 }, false],
    ['not with the size of a display of another factor', { ...wanted, width: 374, height: 240 }, false],
  ])('%s', (_, reported, expected) => {
    expect(isAsPlaced(reported, wanted)).toBe(expected);
  });
});

describe('what the bubble’s window draws', () => {
  const LONG = 'word '.repeat(400);

  describe.each(Object.entries(WORK_AREAS))('on %s', (_, workArea) => {
    it.each(ANCHORS.flatMap((anchor) => SCALES.map((scalePercent) => [anchor, scalePercent] as const)))(
      'is inside of it and around the pill, at %s and %i %%',
      (anchor, scalePercent) => {
        const arrangement = arrange(room(workArea), at(anchor), { ...SIZE, cardWidthPx: 520, scalePercent }, 2);
        const { pill, bubble } = arrangement;
        for (const text of [null, 'Yes.', LONG]) {
          const part = drawnPart(arrangement, text, false);
          expect([part.x, part.y]).toEqual([Math.max(part.x, bubble.x), Math.max(part.y, bubble.y)]);
          expect([right(part), bottom(part)]).toEqual([
            Math.min(right(part), right(bubble)),
            Math.min(bottom(part), bottom(bubble)),
          ]);
          const isAround =
            part.x < pill.x && part.y < pill.y && right(part) > right(pill) && bottom(part) > bottom(pill);
          expect(isAround).toBe(true);
        }
      },
    );
  });

  it('is the pill with its shadow, and as much of the card as its text needs', () => {
    const arrangement = arrange(room({ x: 0, y: 0, width: 1920, height: 1080 }), at('bottom'), SIZE, 2);
    const heightWith = (text: string | null) => drawnPart(arrangement, text, false).height;
    expect(heightWith(null)).toBe(PILL_HEIGHT + 2 * SHADOW_MARGIN);
    expect(heightWith('Yes.')).toBeGreaterThan(heightWith(null) + CARD_GAP);
    expect(heightWith('Yes.\nNo.')).toBeGreaterThan(heightWith('Yes.'));
    expect(drawnPart(arrangement, LONG, false)).toEqual(arrangement.bubble);
    expect(bottom(drawnPart(arrangement, 'Yes.', false))).toBe(bottom(arrangement.bubble));
  });
});

describe('a bubble that is dragged', () => {
  it('moves with both windows and keeps its layout', () => {
    const standing = arrange(room({ x: 0, y: 0, width: 1280, height: 800 }), at('bottom'), SIZE, 2);
    const moved = shifted(standing, { x: -7, y: 11 });
    for (const part of ['pill', 'bubble', 'controls', 'controlsBounds'] as const) {
      expect(moved[part]).toEqual({ ...standing[part], x: standing[part].x - 7, y: standing[part].y + 11 });
    }
    expect(moved.layout).toEqual(standing.layout);
  });

  it('is kept inside the work area', () => {
    const workArea = { x: 0, y: 30, width: 1280, height: 770 };
    expect(pillInside(room(workArea), { x: -50, y: 10_000 }, SIZE)).toMatchObject({
      x: SHADOW_MARGIN,
      y: 800 - SHADOW_MARGIN - PILL_HEIGHT,
    });
  });
});

describe('in a language from right to left', () => {
  it.each([1, 2, 3])(
    '%i buttons are as far from the left end of the pill as from the right end otherwise',
    (buttons) => {
      const usual = arrange(room({ x: 100, y: 50, width: 1400, height: 900 }), at('top'), SIZE, buttons);
      const { pill, slot, silhouette, controls, controlsBounds, ...rest } = withControlsLeft(usual);
      expect(controls.x - pill.x).toBe(right(pill) - right(usual.controls));
      expect(controlsBounds.x - pill.x).toBe(PILL_END_PADDING);
      expect([controls.width, controls.y]).toEqual([usual.controls.width, pill.y]);
      expect({ pill, slot, silhouette, ...rest }).toEqual({
        ...{ pill: usual.pill, slot: usual.slot, silhouette: usual.silhouette },
        ...{ bubble: usual.bubble, layout: usual.layout },
      });
    },
  );
});
