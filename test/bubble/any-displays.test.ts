/** Bubbles on displays of any size, scale and order, which come and go while the assistant speaks. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Display, displayAt, somethingBegins } from '../../src-main/windows/display-choice.ts';
import type { Point, Rectangle } from '../../src-main/windows/placement.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { DISPLAY_CHOICES } from '../../src-shared/settings-limits.ts';
import { createHarness, HIDDEN, LISTENING, SPEAKING, THINKING } from './bubble-harness.ts';

const IDS = [1, 2, 3] as const;
const SCALES = [1, 1.25, 1.5, 1.75, 2, 2.5, 3];
/** In pixels: usual ones, some of them on their side, and smaller ones than the bubble. */
const SIZES = [
  ...[
    [1280, 800],
    [1366, 768],
    [1920, 1080],
    [3840, 2160],
    [1080, 1920],
    [800, 1280],
  ],
  ...[
    [320, 240],
    [240, 320],
    [460, 90],
  ],
] as const;
/** Further apart than any of them is wide. */
const APART = 4_500;

const panel = fc.constantFrom(0, 0, 24, 37, 120);

/** A display with panels on any side; none of them reaches its middle. */
const displayOf = (id: number) =>
  fc
    .record({
      size: fc.constantFrom(...SIZES),
      scaleFactor: fc.constantFrom(...SCALES),
      jitter: fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -2_000, max: 2_000 }) }),
      panels: fc.record({ left: panel, top: panel, right: panel, bottom: panel }),
    })
    .map(({ size: [widthPx, heightPx], scaleFactor, jitter, panels }): Display => {
      const [width, height] = [Math.floor(widthPx / scaleFactor), Math.floor(heightPx / scaleFactor)];
      // The second one is at the origin, and the first one has negative coordinates.
      const bounds = { x: (id - 2) * APART + jitter.x, y: jitter.y, width, height };
      const cut = (side: number, length: number) => Math.min(side, Math.floor(length / 4));
      const [left, top] = [cut(panels.left, width), cut(panels.top, height)];
      return {
        id,
        bounds,
        workArea: {
          x: bounds.x + left,
          y: bounds.y + top,
          width: width - left - cut(panels.right, width),
          height: height - top - cut(panels.bottom, height),
        },
        scaleFactor,
      };
    });

type Action =
  | { readonly kind: 'plug'; readonly ids: readonly number[]; readonly primary: number }
  | { readonly kind: 'change'; readonly display: Display }
  | { readonly kind: 'draw'; readonly state: OverlayState }
  | { readonly kind: 'cursor'; readonly at: Point | null }
  | { readonly kind: 'cover'; readonly ids: readonly number[] }
  | { readonly kind: 'drag'; readonly to: Point };

const anywhere = fc.record({
  x: fc.integer({ min: -APART - 500, max: 2 * APART }),
  y: fc.integer({ min: -2_500, max: 4_500 }),
});

const actions = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('plug' as const), ids: fc.subarray([...IDS]), primary: fc.constantFrom(...IDS) }),
    fc.constantFrom(...IDS).chain((id) => displayOf(id).map((display) => ({ kind: 'change' as const, display }))),
    fc.record({
      kind: fc.constant('draw' as const),
      state: fc.constantFrom(HIDDEN, LISTENING, THINKING, SPEAKING, { ...LISTENING, phase: 'ready' as const }),
    }),
    fc.record({ kind: fc.constant('cursor' as const), at: fc.option(anywhere) }),
    fc.record({ kind: fc.constant('cover' as const), ids: fc.subarray([...IDS]) }),
    fc.record({ kind: fc.constant('drag' as const), to: anywhere }),
  ),
  { maxLength: 30 },
);

const contains = (outer: Rectangle, inner: Rectangle) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

it('each bubble is wholly in one work area, stays there without a cause, and returns with its display [REL-DISPLAYS]', () => {
  const scenario = fc.record({
    displays: fc.tuple(...IDS.map(displayOf)),
    choice: fc.constantFrom(...DISPLAY_CHOICES),
    actions,
  });
  fc.assert(
    fc.property(scenario, ({ displays, choice, actions: all }) => {
      const harness = createHarness({ display: choice }, displays);
      let known = new Map(displays.map((display) => [display.id, display]));
      let plugged: readonly number[] = [...IDS];
      let primary = 1;
      /** Where the bubble has been on a display, for each work area and each time that the user dropped it there. */
      const places = new Map<string, Rectangle>();
      const drops = new Map<number, number>();
      /** The display that the user has chosen: by dragging the bubble there, or by the cursor when something began. */
      let chosen: number | null = null;
      let cursor: Point | null = { x: 10, y: 10 };
      let covered: readonly number[] = [];
      let state = HIDDEN;
      const followsUser = choice === 'cursor' || choice === 'focused';

      const now = () => plugged.flatMap((id) => known.get(id) ?? []);
      const shown = () => harness.bubbles().flatMap(({ view }) => (view === null ? [] : [view.bounds]));
      const areaOf = (bubble: Rectangle) => now().filter(({ workArea }) => contains(workArea, bubble));
      const draw = (next: OverlayState) => {
        if (followsUser && cursor !== null && somethingBegins(state, next)) {
          chosen = displayAt(now(), cursor)?.id ?? null;
        }
        harness.overlay.draw(next);
        harness.clock.advance(1_000);
        state = next;
      };
      const drag = (to: Point) => {
        const controls = harness.controls().find(({ view }) => view !== null);
        const from = controls?.view?.bounds;
        // It may be dropped where it is not shown.
        if (covered.length > 0 || !state.visible || controls === undefined || from === undefined) return;
        const { x: screenX, y: screenY } = from;
        harness.handle({ kind: 'drag-start', screenX, screenY }, controls);
        harness.handle({ kind: 'drag-move', screenX: to.x, screenY: to.y }, controls);
        harness.handle({ kind: 'drag-end' }, controls);
        for (const bubble of shown()) {
          for (const { id } of areaOf(bubble)) drops.set(id, (drops.get(id) ?? 0) + 1);
        }
        const [dropped] = shown().flatMap(areaOf);
        if (dropped === undefined || choice === 'all') return;
        // On the primary one, the bubble goes where that goes.
        chosen = choice === 'primary' && dropped.id === primary ? null : dropped.id;
      };
      const wanted = () => {
        const ids = now().map(({ id }) => id);
        if (choice === 'all') return ids;
        return [chosen, primary, ids[0]].filter((id) => ids.some((each) => each === id)).slice(0, 1);
      };
      const wantedAndSeen = () => wanted().filter((id) => !covered.some((each) => each === id));
      draw(LISTENING);

      const check = (action: Action, before: readonly Rectangle[]) => {
        const bubbles = shown();
        const what = JSON.stringify({ action, displays: now(), bubbles });
        const on = bubbles.flatMap((bubble) => areaOf(bubble));
        expect(on.map(({ id }) => id).toSorted(), what).toEqual(state.visible ? wantedAndSeen() : []);
        const controls = harness.controls().flatMap(({ view }) => (view === null ? [] : [view.area]));
        for (const [index, display] of on.entries()) {
          // With its handle, even if it is drawn smaller.
          expect(
            controls.filter((area) => area.width > 0 && contains(display.workArea, area)),
            what,
          ).toHaveLength(1);
          const key = JSON.stringify([display, drops.get(display.id)]);
          expect(bubbles[index], what).toEqual(places.get(key) ?? bubbles[index]);
          places.set(key, bubbles[index] ?? display.bounds);
        }
        const mayMove = action.kind !== 'draw' || before.length !== bubbles.length || followsUser;
        if (!mayMove) expect(bubbles, what).toEqual(before);
      };

      for (const action of all) {
        const before = shown();
        if (action.kind === 'draw') draw(action.state);
        if (action.kind === 'cursor') {
          cursor = action.at;
          harness.moveCursor(cursor);
        }
        if (action.kind === 'cover') {
          covered = action.ids;
          harness.overlay.setCovered(new Set(covered));
          harness.clock.advance(1_000);
        }
        if (action.kind === 'drag') drag(action.to);
        if (action.kind === 'change') {
          known = new Map([...known, [action.display.id, action.display]]);
          harness.plug(now(), primary);
        }
        if (action.kind === 'plug') {
          ({ ids: plugged, primary } = action);
          harness.plug(now(), primary);
        }
        check(action, before);
      }
      // Displays that come back find the bubble where it was.
      const before = shown();
      harness.plug([]);
      expect(shown()).toEqual([]);
      harness.plug(now(), primary);
      expect(new Set(shown().map((bounds) => JSON.stringify(bounds)))).toEqual(
        new Set(before.map((bounds) => JSON.stringify(bounds))),
      );
    }),
    { numRuns: 1_000 },
  );
});
