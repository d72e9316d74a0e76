import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialModel, type Model } from '../../src-main/overlay/model.ts';
import { nextDeadlineMs, nextModel } from '../../src-main/overlay/next-model.ts';
import { PUBLISH_INTERVAL_MS } from '../../src-main/overlay/reduce.ts';
import { createOverlayStore } from '../../src-main/overlay/store.ts';
import { hasSomethingToShow, view } from '../../src-main/overlay/view.ts';
import { createFakeClock } from '../fake-clock.ts';
import { CONTEXT, offer, PREFERENCES, polled, pushed } from './events.ts';
import { createInterpreter, type TestEvent, withInterpreter } from './interpreter.ts';

const RUNS = { numRuns: 2_000 };
const HOUR_MS = 60 * 60_000;
/** More than there are times in a model. */
const DEADLINES_MAX = 12;

const statuses = fc.record({
  status: fc.constantFrom(
    ...['Ready', 'Listening...', 'Processing...', 'mówię', 'Error: no network at all'],
    ...['Overlay Shown', 'Overlay Hidden', 'Notification: Room 12...', 'Daily Briefing'],
  ),
  text: fc.constantFrom('', 'Yes.', 'Yes. And more.', `Long. ${'word '.repeat(300)}`),
  isListening: fc.boolean(),
  isSpeaking: fc.boolean(),
  wakeWordDetected: fc.boolean(),
  overlayVisible: fc.boolean(),
  monitoring: fc.constantFrom(true, false, null),
  turn: fc.constantFrom(null, null, 1, 2),
});
const toggle = { command: 'set_monitoring', args: { on: false } } as const;
const others = fc.constantFrom<TestEvent>(
  { kind: 'socket-closed' },
  { kind: 'socket-dropped' },
  { kind: 'unreachable' },
  { kind: 'denied', denial: 'wrong-key' },
  offer(),
  { kind: 'command-sent', request: toggle, id: '1' },
  { kind: 'command-sent', request: { command: 'stop_tts' }, id: null },
  { kind: 'ack', ack: { id: '1', rejection: null } },
  { kind: 'ack', ack: { id: '1', rejection: { code: 'busy', message: '' } } },
  { kind: 'override', override: 'show' },
  { kind: 'override', override: 'hide' },
  { kind: 'present', presenting: { end: { untilMs: 90_000, untilEpochMs: 1_800_000_000_000 } } },
  { kind: 'slept', nowEpochMs: 0 },
);

const inTurn = { isListening: true, wakeWordDetected: true, overlayVisible: true };
const unspoken = { isListening: true, overlayVisible: true, text: 'Yes.' };
/** The statuses that the released client sends at once. */
const goes = fc.constantFrom<readonly TestEvent[]>(
  [
    pushed({ ...inTurn, status: 'Processing...' }),
    pushed({ ...inTurn, status: 'mówię', text: 'Yes.' }),
    pushed({ ...unspoken, status: 'słucham' }),
  ],
  [pushed({ status: 'Notification: Room 12...' }), pushed({ status: 'Overlay Shown', overlayVisible: true })],
  [pushed({ status: 'Overlay Hidden', text: 'Yes.' }), pushed({ text: 'Yes.' })],
);

/** Pauses of about as long as things take. */
const pauses = fc.oneof(
  fc.constantFrom(0, 1, 999, 2_000, 3_000, 4_000, 15_000, 60_000, 120_000),
  fc.integer({ min: 0, max: 20_000 }),
);
const one = (event: fc.Arbitrary<TestEvent>) => event.map((each): readonly TestEvent[] => [each]);
const days = fc.array(
  fc.record({
    events: fc.oneof(
      { weight: 6, arbitrary: one(statuses.map(pushed)) },
      { weight: 2, arbitrary: one(statuses.map(polled)) },
      { weight: 4, arbitrary: one(others) },
      { weight: 4, arbitrary: goes },
    ),
    pauseMs: pauses,
  }),
  { minLength: 1, maxLength: 12 },
);
type Day = readonly { readonly events: readonly TestEvent[]; readonly pauseMs: number }[];

/** Everything that is compared: the drawn state, and whether there is something to show. */
const seen = (model: Model, nowMs: number) => ({
  state: view(model, CONTEXT, nowMs),
  isTelling: hasSomethingToShow(model, nowMs),
});

/**
 * Plays a day, each deadline at its time.
 * @param look called with each stretch of time in which nothing happens, its end not included.
 * @returns the state in the end.
 */
function live(day: Day, look: (model: Model, fromMs: number, untilMs: number) => void = () => {}) {
  let nowMs = 0;
  let model = initialModel(nowMs);
  const interpret = createInterpreter();
  for (const { events, pauseMs } of day) {
    for (const event of events.flatMap((each) => interpret(each, nowMs))) {
      model = nextModel(model, event, PREFERENCES, nowMs);
    }
    const endMs = nowMs + pauseMs;
    for (;;) {
      const dueMs = nextDeadlineMs(model, nowMs);
      look(model, nowMs, Math.min(dueMs ?? endMs + 1, endMs + 1));
      if (dueMs === null || dueMs > endMs) break;
      nowMs = dueMs;
      model = nextModel(model, { kind: 'deadline' }, PREFERENCES, nowMs);
    }
    nowMs = endMs;
  }
  return { model, nowMs };
}

describe('time alone, after whatever has happened', () => {
  it('changes nothing before the next deadline', () => {
    fc.assert(
      fc.property(days, fc.double({ min: 0, max: 1, noNaN: true }), (day, part) => {
        live(day, (model, fromMs, untilMs) => {
          const last = untilMs - 1;
          for (const atMs of [fromMs + Math.floor((last - fromMs) * part), last]) {
            expect(seen(model, atMs)).toEqual(seen(model, fromMs));
          }
        });
      }),
      RUNS,
    );
  });

  it('takes everything off the screen, at a few deadlines', () => {
    fc.assert(
      fc.property(days, (day) => {
        let { model, nowMs } = live(day);
        if (model.override === 'show')
          model = nextModel(model, { kind: 'override', override: null }, PREFERENCES, nowMs);
        const startMs = nowMs;
        let count = 0;
        for (let dueMs = nextDeadlineMs(model, nowMs); dueMs !== null; dueMs = nextDeadlineMs(model, nowMs)) {
          nowMs = dueMs;
          model = nextModel(model, { kind: 'deadline' }, PREFERENCES, nowMs);
          count += 1;
          expect(count).toBeLessThan(DEADLINES_MAX);
        }
        expect(nowMs - startMs).toBeLessThan(HOUR_MS);
        const state = view(model, CONTEXT, nowMs);
        expect(state).toMatchObject({ visible: false, answer: null, notice: null, presenting: null });
        expect(state.commands.set_monitoring).not.toBe('pending');
      }),
      RUNS,
    );
  });

  it('is seen to by the store: what was told last is the case, and no timer is left in the end', () => {
    fc.assert(
      fc.property(days, (day) => {
        const clock = createFakeClock();
        let told: unknown = null;
        const store = withInterpreter(
          createOverlayStore({
            clock,
            context: CONTEXT,
            send: () => ({ sent: false, reason: 'no-link' }),
            onPublish(state) {
              told = state;
            },
            onAnswer() {},
            onAction() {},
          }),
          clock,
        );
        told = store.state();
        for (const { events, pauseMs } of day) {
          for (const event of events) store.dispatch(event);
          clock.advance(pauseMs + PUBLISH_INTERVAL_MS);
          expect(told).toEqual(store.state());
        }
        clock.advance(HOUR_MS);
        expect(told).toEqual(store.state());
        expect(clock.pending()).toBe(0);
      }),
      RUNS,
    );
  });

  it('has nothing to do for an answer that is gone', () => {
    fc.assert(
      fc.property(days, (day) => {
        live(day, ({ answer, lingerUntilMs }, fromMs) => {
          if (answer === null) expect(lingerUntilMs).toBeLessThanOrEqual(fromMs);
        });
      }),
      RUNS,
    );
  });
});
