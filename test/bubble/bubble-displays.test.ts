import { describe, expect, it } from 'vitest';
import { HIDE_DELAY_MS } from '../../src-main/bubble/bubble-windows.ts';
import { SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import {
  A_MOMENT_MS,
  bubbleX,
  createHarness,
  display,
  HIDDEN,
  LISTENING,
  move,
  ONE,
  SPEAKING,
  start,
  THINKING,
  TWO,
} from './bubble-harness.ts';

describe('with the primary display', () => {
  it('there is one bubble, on that; it goes along when another display becomes the primary', () => {
    const { overlay, bubblesAt, plug, windows } = createHarness();
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    plug([ONE, TWO], 2);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    expect(windows).toHaveLength(2);
  });

  it('that is unplugged, the bubble moves to what is left, and back when it is plugged in again', () => {
    const { overlay, bubblesAt, plug } = createHarness();
    overlay.draw(LISTENING);
    plug([TWO], 2);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    plug([ONE, TWO], 1);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('nothing is on the screen while there is no display at all', () => {
    const { overlay, bubbles, bubblesAt, plug } = createHarness();
    overlay.draw(LISTENING);
    plug([]);
    expect(bubbles()).toEqual([]);
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('that gets another size, scale or panel, the bubble moves and is put on top again', () => {
    const { overlay, bubbles, bubblesAt, plug } = createHarness();
    overlay.draw(LISTENING);
    const smaller = { ...display(1, 0, 1024, 768), workArea: { x: 60, y: 0, width: 964, height: 768 } };
    plug([smaller]);
    expect(bubblesAt()).toEqual([bubbleX(smaller)]);
    expect(bubbles()[0]?.raised).toBe(1);
  });

  it('changes that nobody announces are looked for when something begins', () => {
    const { overlay, refreshed } = createHarness();
    overlay.draw(LISTENING);
    expect(refreshed()).toBe(1);
    overlay.draw(THINKING);
    overlay.draw(HIDDEN);
    expect(refreshed()).toBe(1);
    overlay.draw(LISTENING);
    expect(refreshed()).toBe(2);
  });

  it('and nothing to show, a change of displays makes no window', () => {
    const { plug, windows } = createHarness();
    plug([TWO], 2);
    expect(windows).toEqual([]);
  });
});

describe('with the display that has the cursor', () => {
  it('the bubble stays where it began, and changes over when the next turn begins', () => {
    const { overlay, bubblesAt, moveCursor } = createHarness({ display: 'cursor' });
    moveCursor({ x: 2_000, y: 500 });
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    moveCursor({ x: 10, y: 10 });
    overlay.draw(THINKING);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    overlay.draw({ ...LISTENING, phase: 'ready' });
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });
});

describe('with the display that has the cursor, which the system does not know', () => {
  it('the bubble is on the primary display', () => {
    const { overlay, bubblesAt, moveCursor, sayCursor } = createHarness({ display: 'cursor' });
    moveCursor('pending');
    overlay.draw(LISTENING);
    sayCursor(null);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('the bubble stays where it was last, also where it was dragged', () => {
    const { overlay, bubblesAt, moveCursor, sayCursor, handle } = createHarness({ display: 'cursor' });
    const beginAgain = () => {
      moveCursor('pending');
      overlay.draw({ ...LISTENING, phase: 'ready' });
      overlay.draw(LISTENING);
      sayCursor(null);
    };
    moveCursor({ x: 2_000, y: 500 });
    overlay.draw(LISTENING);
    beginAgain();
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    handle({ kind: 'drag-start', screenX: 2_000, screenY: 40 });
    handle(move(500, 40));
    handle({ kind: 'drag-end' });
    const [dropped] = bubblesAt();
    expect(dropped).toBeLessThan(TWO.bounds.x);
    beginAgain();
    expect(bubblesAt()).toEqual([dropped]);
  });
});

describe('while the system is asked where the cursor is', () => {
  it('the bubble is not shown yet, so that it does not jump', () => {
    const { overlay, bubblesAt, windows, moveCursor, sayCursor } = createHarness({ display: 'cursor' });
    moveCursor('pending');
    overlay.draw(LISTENING);
    overlay.draw(THINKING);
    expect(windows).toEqual([]);
    sayCursor({ x: 2_000, y: 500 });
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
  });

  it('the bubble may have been hidden again', () => {
    const { overlay, bubblesAt, moveCursor, sayCursor } = createHarness({ display: 'cursor' });
    moveCursor('pending');
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    sayCursor({ x: 2_000, y: 500 });
    expect(bubblesAt()).toEqual([]);
  });
});

describe('with all displays', () => {
  it('there is a bubble on each; the windows of an unplugged one are closed', () => {
    const { overlay, bubblesAt, plug, windows } = createHarness({ display: 'all' });
    overlay.draw(LISTENING);
    expect(bubblesAt()).toEqual([bubbleX(ONE), bubbleX(TWO)]);
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    expect(windows.filter(({ open }) => open)).toHaveLength(2);
    plug([ONE, TWO]);
    expect(bubblesAt()).toEqual([bubbleX(ONE), bubbleX(TWO)]);
  });

  it('the windows of an unplugged display are closed while the bubble is hidden, too', () => {
    const { overlay, clock, bubbles, plug } = createHarness({ display: 'all' });
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    clock.advance(1_000);
    plug([ONE]);
    expect(bubbles()).toHaveLength(1);
  });

  it('each bubble is dragged on its own display only', () => {
    const { overlay, bubblesAt, handle, position } = createHarness({ display: 'all' });
    overlay.draw(LISTENING);
    handle(start);
    handle(move(3_000, 40));
    handle({ kind: 'drag-end' });
    expect(bubblesAt()).toEqual([1280 - 420 - 2 * SHADOW_MARGIN, bubbleX(TWO)]);
    expect(Object.keys(position().places)).toEqual(['1']);
  });
});

describe('on a display that a window in full screen covers', () => {
  const covered = (...ids: readonly number[]) => new Set(ids);

  it('the bubble fades, and is back with what is the case then', () => {
    const { overlay, clock, bubbles, bubblesAt, controls } = createHarness();
    overlay.draw({ ...SPEAKING, answer: 'Yes.' });
    overlay.setCovered(covered(1));
    expect(overlay.isHeldBack()).toBe(true);
    expect(bubbles()[0]?.sent.at(-1)).toMatchObject({ visible: false, answer: null });
    expect(overlay.stateOf(bubbles()[0]?.pageId ?? 0)).toMatchObject({ visible: false, answer: null });
    expect(overlay.stateOf(99)).toBeNull();
    expect(controls()[0]?.view).toBeNull();
    clock.advance(HIDE_DELAY_MS);
    expect(bubblesAt()).toEqual([]);
    const told = [bubbles(), controls()].map(([window]) => window?.sent.length);
    overlay.draw(THINKING);
    clock.advance(A_MOMENT_MS);
    expect(bubblesAt()).toEqual([]);
    expect([bubbles(), controls()].map(([window]) => window?.sent.length)).toEqual(told);
    overlay.setCovered(covered());
    expect(bubbles()[0]?.sent.at(-1)).toEqual(THINKING);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    expect(controls()[0]?.view).not.toBeNull();
    expect(controls()[0]?.sent.at(-1)).toEqual(THINKING);
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('no window opens, and what leaves meanwhile does not come back', () => {
    const { overlay, clock, bubblesAt, windows } = createHarness();
    overlay.setCovered(covered(1));
    overlay.draw(LISTENING);
    clock.advance(1_000);
    expect(windows).toEqual([]);
    overlay.draw(HIDDEN);
    expect(overlay.isHeldBack()).toBe(false);
    overlay.setCovered(covered());
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([]);
  });

  it('there is one while it is urgent', () => {
    const { overlay, clock, bubblesAt } = createHarness();
    overlay.setCovered(covered(1));
    overlay.draw({ ...LISTENING, isUrgent: true });
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    expect(overlay.isHeldBack()).toBe(false);
    overlay.draw(LISTENING);
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([]);
  });

  it('there is none, and on the others there is', () => {
    const { overlay, clock, bubblesAt } = createHarness({ display: 'all' });
    overlay.draw(LISTENING);
    overlay.setCovered(covered(2));
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    expect(overlay.isHeldBack()).toBe(false);
    overlay.setCovered(covered(1));
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([bubbleX(TWO)]);
    overlay.setCovered(covered(1, 2));
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([]);
    expect(overlay.isHeldBack()).toBe(true);
  });

  it('the bubble that goes to the display of the user is told what it shows there', () => {
    const { overlay, clock, bubbles, bubblesAt, controls, moveCursor } = createHarness({ display: 'focused' });
    moveCursor({ x: 10, y: 10 });
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    clock.advance(1_000);
    overlay.setCovered(covered(2));
    moveCursor({ x: 2_000, y: 10 });
    overlay.draw(LISTENING);
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([]);
    overlay.draw(HIDDEN);
    moveCursor({ x: 10, y: 10 });
    overlay.draw(THINKING);
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    expect(bubbles()[0]?.sent.at(-1)).toEqual(THINKING);
    expect(controls()[0]?.sent.at(-1)).toEqual(THINKING);
  });
});
