import { describe, expect, it } from 'vitest';
import { bubbleX, createHarness, HIDDEN, LISTENING, move, ONE, SPEAKING, start, TWO } from './bubble-harness.ts';

describe('a drag', () => {
  it('moves both windows together and is remembered for the display', () => {
    const { overlay, bubbles, controls, handle, position } = createHarness();
    overlay.draw(LISTENING);
    const offset = () => (controls()[0]?.view?.bounds.x ?? 0) - (bubbles()[0]?.view?.bounds.x ?? 0);
    const before = offset();
    handle(start);
    handle(move(640, 140));
    expect(bubbles()[0]?.view?.bounds).toMatchObject({ x: bubbleX(ONE) - 100, y: 100 });
    expect(offset()).toBe(before);
    expect(position().places).toEqual({});
    handle({ kind: 'drag-end' });
    expect(position().places).toEqual({ '1': { anchor: 'top', offsetX: -100, offsetY: 100 } });
    expect(bubbles()[0]?.view?.bounds).toMatchObject({ x: bubbleX(ONE) - 100, y: 100 });
    expect(offset()).toBe(before);
  });

  it('that is cancelled, by the page or by Esc, puts the bubble back and remembers nothing', () => {
    const { overlay, bubblesAt, handle, position, pressEscape } = createHarness();
    overlay.draw(LISTENING);
    for (const cancel of [() => handle({ kind: 'drag-cancel' }), pressEscape]) {
      handle(start);
      handle(move(640, 140));
      cancel();
      expect(bubblesAt()).toEqual([bubbleX(ONE)]);
      handle(move(600, 100));
      handle({ kind: 'drag-end' });
      expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    }
    expect(position().places).toEqual({});
  });

  it('holds the Esc key for as long as it lasts', () => {
    const { overlay, handle, escapeIsHeld } = createHarness();
    overlay.draw(LISTENING);
    for (const end of ['drag-end', 'drag-cancel'] as const) {
      handle(start);
      expect(escapeIsHeld()).toBe(true);
      handle({ kind: end });
      expect(escapeIsHeld()).toBe(false);
    }
  });

  it('without movement does nothing', () => {
    const { overlay, handle, position } = createHarness();
    overlay.draw(LISTENING);
    handle(start);
    handle(move(741, 41));
    handle({ kind: 'drag-end' });
    expect(position().places).toEqual({});
  });

  it('to another display keeps the bubble there, and back when that display is plugged in again', () => {
    const { overlay, bubblesAt, handle, plug, position } = createHarness();
    overlay.draw(LISTENING);
    handle(start);
    handle(move(2_340, 40));
    handle({ kind: 'drag-end' });
    expect(position()).toMatchObject({ home: '2', places: { '2': { anchor: 'top', offsetY: 0 } } });
    const there = bubblesAt();
    expect(there[0]).toBeGreaterThan(1280);
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
    plug([ONE, TWO]);
    expect(bubblesAt()).toEqual(there);
  });

  it('goes on while the phase changes, and the bubble stays where it is when it has to leave', () => {
    const { overlay, bubblesAt, handle, moveCursor, position } = createHarness({ display: 'cursor' });
    overlay.draw({ ...LISTENING, phase: 'ready' });
    handle(start);
    handle(move(640, 140));
    moveCursor({ x: 2_000, y: 500 });
    overlay.draw(SPEAKING);
    expect(bubblesAt()).toEqual([bubbleX(ONE) - 100]);
    overlay.draw(HIDDEN);
    expect(position().places).toEqual({ '1': { anchor: 'top', offsetX: -100, offsetY: 100 } });
  });

  it('ends when a display comes or goes', () => {
    const { overlay, bubblesAt, handle, plug } = createHarness();
    overlay.draw(LISTENING);
    handle(start);
    handle(move(640, 140));
    plug([ONE]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('by a page that is none of the controls is not one', () => {
    const { overlay, bubbles, bubblesAt, handle } = createHarness();
    overlay.draw(LISTENING);
    handle(start, bubbles()[0]);
    handle(move(640, 140), bubbles()[0]);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });
});

describe('a reset', () => {
  it('puts the bubble where it stands on a display on which it was never moved', () => {
    const { overlay, bubbles, handle, position } = createHarness({
      anchor: 'bottom-right',
      places: { '1': { anchor: 'left', offsetX: 0, offsetY: 0 } },
    });
    overlay.draw(LISTENING);
    handle({ kind: 'reset' });
    expect(position().places).toEqual({});
    const { bounds } = bubbles()[0]?.view ?? {};
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBe(1280);
    expect((bounds?.y ?? 0) + (bounds?.height ?? 0)).toBe(800);
  });
});
