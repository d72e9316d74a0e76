import { describe, expect, it } from 'vitest';
import { COMMAND_TIMEOUT_MS } from '../../src-main/overlay/model.ts';
import { createOverlayStore, PUBLISH_INTERVAL_MS } from '../../src-main/overlay/store.ts';
import type { OverlayState } from '../../src-preload/contract.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT, ready, speaking, thinking } from './events.ts';

function start(look = (now: () => number) => now) {
  const standing = createFakeClock();
  const clock = { ...standing, nowMs: look(standing.nowMs) };
  const told: OverlayState[] = [];
  const store = createOverlayStore(clock, CONTEXT, (state) => told.push(state));
  return { clock, told, store };
}

describe('the store', () => {
  it('tells a change at once', () => {
    const { store, told } = start();
    store.dispatch(ready());
    expect(told.map((state) => state.phase)).toEqual(['ready']);
    expect(store.state().phase).toBe('ready');
  });

  it('does not tell the same state twice', () => {
    const { clock, store, told } = start();
    store.dispatch(ready());
    clock.advance(1_000);
    store.dispatch(ready());
    expect(told).toHaveLength(1);
  });

  it('tells what time alone changes', () => {
    const { clock, store, told } = start();
    store.dispatch(ready());
    clock.advance(1_000);
    store.dispatch(thinking());
    clock.advance(1_000);
    store.dispatch(speaking('Yes.'));
    clock.advance(1_000);
    store.dispatch(ready('Yes.'));
    expect(told.at(-1)).toMatchObject({ answer: 'Yes.', visible: true });
    clock.advance(CONTEXT.preferences.lingerMs);
    expect(told.at(-1)).toMatchObject({ answer: null, visible: false });
  });

  it('tells that a command has left, however soon after a state and however soon its answer comes', () => {
    const { store, told } = start();
    store.dispatch(ready());
    store.dispatch({ kind: 'command-sent', request: { command: 'toggle_monitoring' }, id: null });
    expect(told.at(-1)?.toggleMonitoring).toBe('pending');
  });

  it('has no timer while nothing is due', () => {
    const { clock, store } = start();
    store.dispatch(ready());
    clock.advance(60_000);
    expect(clock.pending()).toBe(0);
  });

  it('tells a flood at most once a display refresh, and its last state in the end', () => {
    const { clock, store, told } = start();
    const flood = 1_000;
    for (let i = 0; i < flood; i += 1) {
      store.dispatch(i % 2 === 0 ? thinking() : ready(String(i), { overlayVisible: true }));
      clock.advance(0.2);
    }
    expect(told.length).toBeLessThanOrEqual(Math.ceil((flood * 0.2) / PUBLISH_INTERVAL_MS) + 1);
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(told.at(-1)).toMatchObject({ phase: 'ready', answer: String(flood - 1) });
  });

  it('sees to a deadline that passed just before an event', () => {
    const { clock, store, told } = start();
    store.dispatch(ready());
    store.dispatch({ kind: 'command-sent', request: { command: 'toggle_monitoring' }, id: null });
    clock.jump(3_500);
    store.dispatch(ready());
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(told.at(-1)).toMatchObject({
      toggleMonitoring: 'enabled',
      detail: { kind: 'command-failed', reason: 'unanswered' },
    });
  });

  it('sees to a deadline that passes while the store is at work', () => {
    // A millisecond goes by with each look at the clock, so that the deadline falls between any two of them once.
    for (let offsetMs = 0; offsetMs < 40; offsetMs += 1) {
      let looks = 0;
      const { clock, store, told } = start((now) => () => {
        looks += 1;
        return now() + looks;
      });
      store.dispatch(ready());
      store.dispatch({ kind: 'command-sent', request: { command: 'toggle_monitoring' }, id: null });
      clock.jump(COMMAND_TIMEOUT_MS - 30 + offsetMs);
      store.dispatch(ready());
      clock.advance(1_000);
      expect(told.at(-1), `${offsetMs}`).toMatchObject({ toggleMonitoring: 'enabled' });
    }
  });

  it('sees to a deadline that had passed when the preferences changed', () => {
    const { clock, store, told } = start();
    store.dispatch(ready());
    store.dispatch({ kind: 'snooze', snooze: { untilMs: 5_000, untilEpochMs: 5_000 } });
    clock.jump(6_000);
    store.setContext({ ...CONTEXT, language: 'pl' });
    clock.advance(PUBLISH_INTERVAL_MS);
    expect(told.at(-1)).toMatchObject({ snoozedUntilEpochMs: null });
  });

  it('draws with another language from the moment it is told', () => {
    const { clock, store, told } = start();
    store.dispatch(ready());
    clock.advance(1_000);
    store.setContext({ ...CONTEXT, language: 'pl' });
    expect(told.at(-1)?.language).toBe('pl');
  });

  it('leaves nothing behind when it is stopped', () => {
    const { clock, store, told } = start();
    store.stop();
    store.dispatch(thinking());
    expect(clock.pending()).toBe(0);
    expect(told).toEqual([]);
  });
});
