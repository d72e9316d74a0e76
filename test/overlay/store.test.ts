import { describe, expect, it } from 'vitest';
import { ABSENCE_SHOWN_MS, COMMAND_TIMEOUT_MS } from '../../src-main/overlay/model.ts';
import { type AnnouncedAnswer, PUBLISH_INTERVAL_MS } from '../../src-main/overlay/reduce.ts';
import { createOverlayStore, type ObservedTransition } from '../../src-main/overlay/store.ts';
import type { OverlayState } from '../../src-shared/overlay-state.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT, listening, ready, speaking, thinking } from './events.ts';
import { withInterpreter } from './interpreter.ts';

function start(look = (now: () => number) => now, context = CONTEXT) {
  const standing = createFakeClock();
  const clock = { ...standing, nowMs: look(standing.nowMs) };
  const published: OverlayState[] = [];
  const answers: AnnouncedAnswer[] = [];
  const transitions: ObservedTransition[] = [];
  const store = withInterpreter(
    createOverlayStore({
      clock,
      context,
      send: () => ({ sent: false, reason: 'no-link' }),
      onPublish: (state) => published.push(state),
      onAnswer: (answer) => answers.push(answer),
      onAction() {},
      onTransition: (transition) => transitions.push(transition),
    }),
    standing,
  );
  return { clock, published, answers, transitions, store };
}

describe('the store', () => {
  it('publishes a change at once', () => {
    const { store, published } = start();
    store.dispatch(ready());
    expect(published.map((state) => state.phase)).toEqual(['ready']);
    expect(store.state().phase).toBe('ready');
  });

  it('does not publish the same state twice', () => {
    const { clock, store, published } = start();
    store.dispatch(ready());
    clock.advance(1_000);
    store.dispatch(ready());
    expect(published).toHaveLength(1);
  });

  it('publishes what time alone changes', () => {
    const { clock, store, published } = start();
    store.dispatch(ready());
    clock.advance(1_000);
    store.dispatch(thinking());
    clock.advance(1_000);
    store.dispatch(speaking('Yes.'));
    clock.advance(1_000);
    store.dispatch(ready('Yes.'));
    expect(published.at(-1)).toMatchObject({ answer: 'Yes.', visible: true });
    clock.advance(CONTEXT.preferences.lingerMs);
    expect(published.at(-1)).toMatchObject({ answer: null, visible: false });
  });

  it('publishes that a command has left, however soon after a state and however soon its answer comes', () => {
    const { store, published } = start();
    store.dispatch(ready());
    store.dispatch({ kind: 'command-sent', request: { command: 'set_monitoring', args: { on: false } }, id: null });
    expect(published.at(-1)?.commands.set_monitoring).toBe('pending');
  });

  it('has one timer at most, and none while nothing is due', () => {
    const { clock, store } = start();
    expect(clock.pending()).toBe(1);
    store.dispatch(ready());
    expect(clock.pending()).toBe(0);
    store.dispatch(thinking());
    store.dispatch(speaking('Yes.'));
    expect(clock.pending()).toBe(1);
  });

  it('hides the bubble of a client that nobody has heard of after a while, without any event', () => {
    const { clock, published } = start();
    clock.advance(ABSENCE_SHOWN_MS);
    expect(published).toMatchObject([{ phase: 'connecting', visible: false }]);
  });

  it('publishes a flood at most once a display refresh, and its last state in the end', () => {
    const { clock, store, published } = start();
    const flood = 1_000;
    for (let i = 0; i < flood; i += 1) {
      store.dispatch(i % 2 === 0 ? thinking() : ready(String(i), { overlayVisible: true }));
      clock.advance(0.2);
    }
    expect(published.length).toBeLessThanOrEqual(Math.ceil((flood * 0.2) / PUBLISH_INTERVAL_MS) + 1);
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(published.at(-1)).toMatchObject({ phase: 'ready', answer: String(flood - 1) });
  });

  it('publishes nothing, and sets no timer, for the level of the microphone alone, and knows the newest [REL-LEVEL-FLOOD]', () => {
    const { clock, store, published, transitions } = start();
    store.dispatch(listening({ phase: 'listening', level: 0 }));
    clock.advance(1);
    const before = { published: published.length, pending: clock.pending() };
    for (let level = 1; level <= 100; level += 1) {
      store.dispatch(listening({ phase: 'listening', level: level / 100 }));
      expect(transitions.at(-1)?.effects).toEqual([]);
      clock.advance(0.1);
    }
    expect({ published: published.length, pending: clock.pending() }).toEqual(before);
    expect(transitions.at(-1)?.state.model.report?.level).toBe(1);
    store.dispatch(listening({ phase: 'thinking', level: 0.5 }));
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(published.at(-1)?.phase).toBe('thinking');
  });

  it('sees to a deadline that passed just before an event', () => {
    const { clock, store, published } = start();
    store.dispatch(ready());
    store.dispatch({ kind: 'command-sent', request: { command: 'set_monitoring', args: { on: false } }, id: null });
    clock.jump(3_500);
    store.dispatch(ready());
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(published.at(-1)).toMatchObject({
      commands: { set_monitoring: 'enabled' },
      detail: { kind: 'command-failed', reason: 'unanswered' },
    });
  });

  it('sees to a deadline that passes while the store is at work', () => {
    // A millisecond goes by with each look at the clock, so that the deadline falls between any two of them once.
    for (let offsetMs = 0; offsetMs < 40; offsetMs += 1) {
      let looks = 0;
      const { clock, store, published } = start((now) => () => {
        looks += 1;
        return now() + looks;
      });
      store.dispatch(ready());
      store.dispatch({ kind: 'command-sent', request: { command: 'set_monitoring', args: { on: false } }, id: null });
      clock.jump(COMMAND_TIMEOUT_MS - 30 + offsetMs);
      store.dispatch(ready());
      clock.advance(1_000);
      expect(published.at(-1), `${offsetMs}`).toMatchObject({ commands: { set_monitoring: 'enabled' } });
    }
  });

  it('sees to a deadline that had passed when the preferences changed', () => {
    const { clock, store, published } = start();
    store.dispatch(ready());
    store.dispatch({ kind: 'present', presenting: { end: { untilMs: 5_000, untilEpochMs: 5_000 } } });
    clock.jump(6_000);
    store.dispatch({ kind: 'context', context: { ...CONTEXT, language: 'pl' } });
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(published.at(-1)).toMatchObject({ presenting: null });
  });

  it('draws with another language from the moment it is told', () => {
    const { clock, store, published } = start();
    store.dispatch(ready());
    clock.advance(1_000);
    store.dispatch({ kind: 'context', context: { ...CONTEXT, language: 'pl' } });
    expect(published.at(-1)?.language).toBe('pl');
  });

  it('leaves nothing behind when it is stopped', () => {
    const { clock, store, published } = start();
    store.stop();
    store.dispatch(thinking());
    expect(clock.pending()).toBe(0);
    expect(published).toEqual([]);
  });
});

describe('the answers that the store announces', () => {
  const textsOf = (answers: readonly AnnouncedAnswer[]) => answers.map(({ text }) => text);

  it('are each announced when they begin and whenever they grow, with one number', () => {
    const { answers, clock, store } = start();
    for (const event of [ready('Old.'), thinking({ text: 'Old.' }), speaking('Seven'), speaking('Seven degrees.')]) {
      store.dispatch(event);
      clock.advance(1_000);
    }
    store.dispatch(ready('Seven degrees.'));
    clock.advance(10_000);
    expect(textsOf(answers)).toEqual(['Seven', 'Seven degrees.']);
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
  });

  it('are announced although one is over before the next drawing', () => {
    const { answers, store } = start();
    for (const event of [ready(), thinking(), speaking('Seven.'), thinking({ text: 'Seven.' }), speaking('Eight.')]) {
      store.dispatch(event);
    }
    expect(textsOf(answers)).toEqual(['Seven.', 'Eight.']);
    expect(answers[0]?.number).not.toBe(answers[1]?.number);
  });

  it('are announced again when a later turn has the same answer', () => {
    const { answers, store } = start();
    const turn = [thinking(), speaking('Seven.'), ready()];
    for (const event of [ready(), ...turn, ...turn]) store.dispatch(event);
    expect(textsOf(answers)).toEqual(['Seven.', 'Seven.']);
    expect(answers[0]?.number).not.toBe(answers[1]?.number);
  });

  it('are announced while cards are switched off and while the user presents something: they are spoken all the same', () => {
    const { answers, store, published } = start(undefined, { ...CONTEXT, showCard: false });
    store.dispatch({ kind: 'present', presenting: { end: null } });
    for (const event of [ready(), thinking(), speaking('Seven.')]) store.dispatch(event);
    expect(textsOf(answers)).toEqual(['Seven.']);
    expect(published.every(({ answer, visible }) => answer === null && !visible)).toBe(true);
  });

  it('have none that is old: repeated during a question, known from before, or said while nothing is shown', () => {
    const { answers, clock, store } = start();
    store.dispatch(ready('First.'));
    store.dispatch(thinking({ text: 'First.' }));
    store.dispatch(ready('First.'));
    store.dispatch({ kind: 'socket-closed' });
    store.dispatch({ kind: 'unreachable' });
    store.dispatch(ready('Second.', { overlayVisible: true }));
    store.dispatch(ready('Third.'));
    clock.advance(60_000);
    expect(answers).toEqual([]);
  });
});
