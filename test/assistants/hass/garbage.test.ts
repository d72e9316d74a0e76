import fc from 'fast-check';
import { expect, it } from 'vitest';
import { introduce, moveTo, SATELLITE, signIn, startBench } from './bench.ts';

const TYPES = ['auth_required', 'auth_ok', 'auth_invalid', 'result', 'event', 'pong', 'nonsense'];
const json = fc.jsonValue({ maxDepth: 4 });

/** Something that looks like a frame, with an id that was asked and anything in it. */
const frame = fc.record(
  {
    id: fc.oneof(fc.integer({ min: 0, max: 12 }), json),
    type: fc.oneof(fc.constantFrom(...TYPES), json),
    success: fc.oneof(fc.boolean(), json),
    result: fc.oneof(json, fc.record({ events: fc.array(json), pipeline_runs: fc.array(json), is_admin: json })),
    event: fc.oneof(
      json,
      fc.record({
        a: fc.dictionary(fc.constantFrom(SATELLITE, '__proto__', 'switch.x'), json),
        c: fc.dictionary(fc.constantFrom(SATELLITE, '__proto__', 'constructor'), json),
        r: json,
        event_type: fc.constantFrom('initial_state', 'content_added', 'updated'),
        data: json,
        type: fc.constantFrom('intent-progress', 'intent-end', 'error', 'run-start', 'tts-start'),
      }),
    ),
    error: json,
  },
  { requiredKeys: [] },
);

it('survives whatever a server sends, at any time [REL-HASS-NOISE]', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(frame, json), { maxLength: 30 }), fc.boolean(), (frames, isIntroduced) => {
      const bench = startBench();
      if (isIntroduced) introduce(bench);
      else signIn(bench);
      moveTo(bench, 'processing', 2);
      bench.hass.send({ command: 'send_text', args: { text: 'x' } });
      for (const each of frames) {
        bench.say(each);
        bench.clock.advance(300);
      }
      for (const { phase, answer, heard, cause, activity } of bench.reports()) {
        expect(['ready', 'paused', 'listening', 'thinking', 'speaking', 'error']).toContain(phase);
        for (const text of [answer?.text, heard, cause, activity]) expect(text ?? 'x').not.toBe('');
      }
      bench.hass.stop();
      expect(bench.clock.pending()).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it.each(['', 'null', '[]', '{"type":', '"auth_ok"', '\u0000', '{"type":"auth_ok"}', '{"type":"result","id":"1"}'])(
  'takes no notice of %j',
  (raw) => {
    const bench = startBench();
    introduce(bench);
    const before = bench.events.length;
    bench.socket().onMessage(raw);
    expect(bench.events).toHaveLength(before);
    expect(bench.trace.at(-1)).toEqual({ kind: 'frame-ignored' });
  },
);
