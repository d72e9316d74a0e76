import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PILL_HEIGHT, SHADOW_MARGIN } from '../../src-shared/geometry.ts';
import { EVERY_COMMAND } from '../assistant.ts';
import { A_MOMENT_MS, bubbleX, createHarness, HIDDEN, LISTENING, ONE, SPEAKING, THINKING } from './bubble-harness.ts';

describe('the silhouette', () => {
  const orb = { form: 'orb', widthPx: 300 } as const;
  const narrow = { form: 'pill', widthPx: 300 } as const;

  it('that is the orb has no window that takes clicks, and one that is ready', () => {
    const { overlay, bubbles, controls } = createHarness();
    overlay.draw({ ...LISTENING, silhouette: orb });
    expect(bubbles()[0]?.view).not.toBeNull();
    expect(controls()).toHaveLength(1);
    expect(controls()[0]?.view).toBeNull();
    overlay.draw(SPEAKING);
    expect(controls()[0]?.view).not.toBeNull();
    overlay.draw({ ...LISTENING, silhouette: orb });
    expect(controls()[0]?.view).toBeNull();
  });

  it('leaves the bubble’s window where it is', () => {
    const { overlay, bubbles } = createHarness();
    overlay.draw({ ...LISTENING, silhouette: orb });
    const before = bubbles()[0]?.view;
    overlay.draw({ ...LISTENING, silhouette: narrow });
    overlay.draw(LISTENING);
    expect(bubbles()[0]?.view).toEqual(before);
  });

  it('that grows moves the buttons at once, and no press counts until a hand can know', () => {
    const { overlay, clock, controls } = createHarness();
    overlay.draw({ ...LISTENING, silhouette: narrow });
    clock.advance(A_MOMENT_MS);
    expect(overlay.isSettled()).toBe(true);
    const before = controls()[0]?.view?.area.x ?? 0;
    overlay.draw(LISTENING);
    expect(controls()[0]?.view?.area.x).toBe(before + 60);
    expect(overlay.isSettled()).toBe(false);
    clock.advance(1_000);
    expect(overlay.isSettled()).toBe(true);
  });

  it('that grows away from the buttons, or has more of them, lets every press count', () => {
    const { overlay, clock } = createHarness({ anchor: 'top-right' });
    overlay.draw({ ...LISTENING, silhouette: narrow });
    overlay.draw(LISTENING);
    clock.advance(A_MOMENT_MS);
    overlay.draw({ ...SPEAKING, commands: EVERY_COMMAND });
    clock.advance(A_MOMENT_MS);
    expect(overlay.isSettled()).toBe(true);
  });
});

describe('the buttons under the pointer', () => {
  const orb = { ...LISTENING, silhouette: { form: 'orb', widthPx: 300 } } as const;
  const narrow = { ...LISTENING, silhouette: { form: 'pill', widthPx: 300 } } as const;

  it('do not move; those on another display do', () => {
    const { overlay, clock, bubbles, controls, hold } = createHarness({ display: 'all' });
    const silhouettes = () => [...bubbles(), ...controls()].map(({ sent }) => sent.at(-1)?.silhouette);
    const areas = () => controls().map(({ view }) => view?.area ?? null);
    overlay.draw(LISTENING);
    clock.advance(A_MOMENT_MS);
    const [first, second] = areas();
    hold(controls()[0], true);
    overlay.draw(narrow);
    clock.advance(A_MOMENT_MS);
    expect(areas()[0]).toEqual(first);
    expect(areas()[1]).not.toEqual(second);
    overlay.draw(orb);
    clock.advance(A_MOMENT_MS);
    expect(areas()).toEqual([first, null]);
    const kept = [LISTENING.silhouette, orb.silhouette, LISTENING.silhouette, orb.silhouette];
    expect(silhouettes()).toEqual(kept);
    expect(overlay.stateOf(controls()[0]?.pageId ?? 0)?.silhouette).toEqual(LISTENING.silhouette);
    hold(controls()[1], false);
    expect(silhouettes()).toEqual(kept);
    hold(controls()[0], false);
    expect(silhouettes()).toEqual(Array(4).fill(orb.silhouette));
    expect(areas()).toEqual([null, null]);
  });

  it('are let go when their page ends, and not when another does', () => {
    const { overlay, controls, hold, endPage } = createHarness({ display: 'all' });
    overlay.draw(LISTENING);
    for (const each of controls()) hold(each, true);
    overlay.draw(orb);
    endPage(controls()[0]);
    expect(controls().map(({ view }) => view !== null)).toEqual([false, true]);
  });

  it('are forgotten with the bubble', () => {
    const { overlay, controls, hold } = createHarness();
    overlay.draw(LISTENING);
    hold(controls()[0], true);
    overlay.draw(HIDDEN);
    overlay.draw(orb);
    expect(controls()[0]?.view).toBeNull();
    hold(controls()[0], true);
    overlay.draw(LISTENING);
    overlay.draw(orb);
    expect(controls()[0]?.view).toBeNull();
  });

  it('never move, whatever happens', () => {
    const step = fc.record({
      isHeld: fc.boolean(),
      visible: fc.boolean(),
      silhouette: fc.record({ form: fc.constantFrom('orb', 'pill'), widthPx: fc.constantFrom(300, 360, 420) }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { overlay, clock, controls, hold } = createHarness();
        overlay.draw(LISTENING);
        for (const { isHeld, ...next } of steps) {
          const before = controls()[0]?.view?.area;
          hold(controls()[0], isHeld);
          const held = controls()[0]?.view?.area;
          if (isHeld) expect(held).toEqual(before);
          overlay.draw({ ...LISTENING, ...next });
          clock.advance(A_MOMENT_MS);
          if (isHeld && before !== undefined && next.visible) expect(controls()[0]?.view?.area).toEqual(before);
        }
      }),
    );
  });
});

describe('the windows', () => {
  it('do not exist before there is something to show', () => {
    const { overlay, windows } = createHarness();
    overlay.draw({ ...HIDDEN, phase: 'paused' });
    expect(windows).toEqual([]);
    overlay.draw(LISTENING);
    expect(windows).toHaveLength(2);
  });

  it('go one after the other: what takes clicks at once, what is fading when it has faded', () => {
    const { overlay, clock, bubbles, controls } = createHarness();
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    expect(controls()[0]?.view).toBeNull();
    expect(bubbles()[0]?.view).not.toBeNull();
    clock.advance(1_000);
    expect(bubbles()[0]?.view).toBeNull();
  });

  it('are cut out along their outlines while the desktop does not composite', () => {
    const { overlay, bubbles, setComposited } = createHarness();
    overlay.draw(LISTENING);
    expect(bubbles()[0]?.view).toMatchObject({ shape: null, layout: { isOpaque: false } });
    setComposited(false);
    const bottomOf = () => Math.max(...(bubbles()[0]?.view?.shape ?? []).map(({ y, height }) => y + height));
    expect(bubbles()[0]?.view?.layout.isOpaque).toBe(true);
    const pillOnly = bottomOf();
    overlay.draw({ ...SPEAKING, answer: 'Yes.' });
    expect(bottomOf()).toBeGreaterThan(pillOnly);
    setComposited(true);
    expect(bubbles()[0]?.view?.shape).toBeNull();
  });

  it('are only as large as what they draw where they let no clicks pass', () => {
    const { overlay, bubbles, controls, setPassesClicks } = createHarness();
    const heightOf = () => bubbles()[0]?.view?.bounds.height ?? 0;
    overlay.draw(LISTENING);
    const whole = heightOf();
    expect(controls()[0]?.view?.bounds).not.toEqual(controls()[0]?.view?.area);
    setPassesClicks(false);
    expect(controls()[0]?.view?.bounds).toEqual(controls()[0]?.view?.area);
    expect(heightOf()).toBe(PILL_HEIGHT + 2 * SHADOW_MARGIN);
    overlay.draw({ ...LISTENING, visible: false });
    overlay.draw({ ...SPEAKING, answer: 'Yes.' });
    expect(heightOf()).toBeGreaterThan(PILL_HEIGHT + 2 * SHADOW_MARGIN);
    expect(heightOf()).toBeLessThan(whole);
  });

  it('have the buttons at the other end of the pill in a language from right to left', () => {
    const { overlay, clock, bubbles, controls } = createHarness();
    const ends = () => {
      clock.advance(A_MOMENT_MS);
      const [bubble, area] = [bubbles()[0]?.view?.bounds, controls()[0]?.view?.area];
      if (bubble === undefined || area === undefined) throw new Error('no windows');
      return { left: area.x - bubble.x, right: bubble.x + bubble.width - (area.x + area.width) };
    };
    overlay.draw(LISTENING);
    const { left, right } = ends();
    expect(left).toBeGreaterThan(right);
    overlay.draw({ ...LISTENING, language: 'ar-XB' });
    expect(ends()).toEqual({ left: right, right: left });
  });

  it('are opened anew, all of them', () => {
    const { overlay, windows } = createHarness();
    overlay.draw(LISTENING);
    overlay.reopen();
    expect(windows.map(({ reopened }) => reopened)).toEqual(windows.map(() => 1));
  });

  it('are told every state, those of the buttons only one that changes what they draw, and two frames later', () => {
    const { overlay, clock, bubbles, controls } = createHarness();
    overlay.draw(LISTENING);
    overlay.draw(THINKING);
    expect(bubbles()[0]?.sent).toEqual([THINKING]);
    expect(controls()[0]?.sent).toEqual([]);
    overlay.draw(SPEAKING);
    expect(bubbles()[0]?.sent).toEqual([THINKING, SPEAKING]);
    expect(controls()[0]?.sent).toEqual([]);
    clock.advance(A_MOMENT_MS);
    expect(controls()[0]?.sent).toEqual([SPEAKING]);
  });

  it('are told of what has changed and changed back: a new page may have asked in between', () => {
    const { overlay, clock, controls } = createHarness();
    overlay.draw(LISTENING);
    overlay.draw(SPEAKING);
    overlay.draw(LISTENING);
    clock.advance(A_MOMENT_MS);
    expect(controls()[0]?.sent).toEqual([LISTENING]);
  });

  it('are told together when they come and go, and nothing old after that', () => {
    const { overlay, clock, bubbles, controls } = createHarness();
    overlay.draw(LISTENING);
    overlay.draw(SPEAKING);
    overlay.draw(HIDDEN);
    expect(controls()[0]?.sent).toEqual([HIDDEN]);
    overlay.draw(LISTENING);
    expect(controls()[0]?.sent).toEqual([HIDDEN, LISTENING]);
    clock.advance(1_000);
    expect(bubbles()[0]?.sent).toEqual([SPEAKING, HIDDEN, LISTENING]);
    expect(controls()[0]?.sent).toEqual([HIDDEN, LISTENING]);
  });

  it('do not come back when they were closed for good', () => {
    const { overlay, clock, bubbles, windows } = createHarness();
    overlay.draw(LISTENING);
    overlay.close();
    expect(bubbles()).toEqual([]);
    overlay.draw(HIDDEN);
    overlay.draw(SPEAKING);
    overlay.place();
    clock.advance(1_000);
    expect(windows).toHaveLength(2);
  });

  it('stay when the bubble comes back while it is fading', () => {
    const { overlay, clock, bubblesAt } = createHarness();
    overlay.draw(LISTENING);
    overlay.draw(HIDDEN);
    overlay.draw(LISTENING);
    clock.advance(1_000);
    expect(bubblesAt()).toEqual([bubbleX(ONE)]);
  });

  it('take clicks over the buttons that there are, and never over the room of others', () => {
    const { overlay, clock, controls } = createHarness();
    overlay.draw(LISTENING);
    const one = controls()[0]?.view;
    overlay.draw(SPEAKING);
    // Nothing is cut off before its page is told.
    expect(controls()[0]?.view).toBe(one);
    clock.advance(A_MOMENT_MS);
    const two = controls()[0]?.view;
    overlay.draw({ ...SPEAKING, commands: { ...EVERY_COMMAND, stop_tts: 'enabled' } });
    clock.advance(A_MOMENT_MS);
    const three = controls()[0]?.view;
    expect([one?.bounds, two?.bounds]).toEqual([three?.bounds, three?.bounds]);
    expect(three?.area).toEqual(three?.bounds);
    expect(one?.area.width).toBeLessThan(two?.area.width ?? 0);
    expect(two?.area.width).toBeLessThan(three?.area.width ?? 0);
  });
});

describe('a page', () => {
  it('is told the layout of its own window, and none when it has no window here', () => {
    const { overlay, bubbles, change } = createHarness();
    overlay.draw(LISTENING);
    change({ anchor: 'bottom-left' });
    const pageId = bubbles()[0]?.pageId ?? 0;
    expect(overlay.layoutOf(pageId)).toMatchObject({ cardSide: 'above', align: 'left' });
    expect(overlay.layoutOf(4_711)).toBeNull();
  });
});

describe('the level of the microphone', () => {
  it('reaches the bubbles that listen, without a state, and no controls', () => {
    const { overlay, bubbles, controls, clock } = createHarness({ display: 'all' });
    overlay.draw(LISTENING);
    clock.advance(A_MOMENT_MS);
    const states = () => bubbles().map(({ sent }) => sent.length);
    const before = states();
    overlay.hear(0.5);
    clock.advance(1_000);
    overlay.hear(1);
    expect(bubbles().map(({ levels }) => levels)).toEqual([
      [0.5, 1],
      [0.5, 1],
    ]);
    expect(controls().flatMap(({ levels }) => levels)).toEqual([]);
    expect(states()).toEqual(before);
  });

  it('is sent to nobody who does not listen or is not seen, and comes with the state that listens', () => {
    const { overlay, bubbles, clock } = createHarness();
    overlay.draw(LISTENING);
    const levels = () => bubbles()[0]?.levels;
    const others = [HIDDEN, { ...LISTENING, visible: false }, THINKING, SPEAKING];
    for (const state of [...others, { ...LISTENING, notice: { kind: 'summary', text: '' } as const }]) {
      overlay.draw(state);
      overlay.hear(0.25);
      clock.advance(1_000);
    }
    expect(levels()).toEqual([]);
    overlay.draw(LISTENING);
    expect(levels()).toEqual([0.25]);
    overlay.draw(THINKING);
    clock.advance(1_000);
    overlay.draw(LISTENING);
    expect(levels()).toEqual([0.25]);
  });
});
