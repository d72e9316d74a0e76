import { expect, it } from 'vitest';
import { EVENTS_MAX } from '../../src-shared/diagnostics-contract.ts';
import { READY, startLive, THINKING } from './counted-overlay.ts';

it('the last events are kept, with their time and numbers that go on', () => {
  const overlay = startLive();
  for (let turn = 0; turn < EVENTS_MAX; turn += 1) {
    overlay.socket().onMessage(THINKING);
    overlay.clock.advance(20);
    overlay.socket().onMessage(READY);
    overlay.clock.advance(20);
  }
  const events = overlay.diagnostics.events();
  expect(events).toHaveLength(EVENTS_MAX);
  const [first] = events;
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => (first?.number ?? 0) + index));
  expect(events.at(-1)).toMatchObject({ client: null, happening: { kind: 'phase', phase: 'ready' } });
  expect(events.at(-1)?.atEpochMs).toBe(1_800_000_000_000 + overlay.clock.nowMs() - 20);
});

it('a client that is followed no more is forgotten, and one that is renamed goes on', () => {
  const overlay = startLive();
  overlay.diagnostics.observe({ id: 'kitchen-id', name: 'Kitchen' });
  expect(overlay.diagnostics.clients().map(({ id, name }) => [id, name])).toEqual([
    ['local', null],
    ['kitchen-id', 'Kitchen'],
  ]);
  overlay.diagnostics.keep([{ id: 'local', name: 'Desk' }]);
  expect(overlay.diagnostics.clients()).toMatchObject([{ id: 'local', name: 'Desk', framesIn: 1 }]);
});

it('counting needs no timer of its own', () => {
  const overlay = startLive();
  overlay.diagnostics.setWatched(true);
  const before = overlay.clock.pending();
  overlay.socket().onMessage(READY);
  overlay.clock.advance(100);
  expect(overlay.clock.pending()).toBe(before);
});
