import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { parseFrame, parsePollBody, type Status } from '../../src-main/connection/protocol.ts';
import { initialModel, type Model, type OverlayEvent } from '../../src-main/overlay/model.ts';
import { nextDeadlineMs, reduce } from '../../src-main/overlay/reduce.ts';
import { view } from '../../src-main/overlay/view.ts';
import { CONTEXT } from './events.ts';
import { ValidOverlayState } from './overlay-state.ts';

/** A little in every test run; `npm run faults` tries a million. A seed that fails is printed. */
const RUNS = process.env['FAULTS'] === 'long' ? 1_000_000 : 3_000;
const LONG_MS = 3_600_000;

/** Characters and words that may do harm, and those that mean something. */
const nasty = fc.constantFrom(
  ...['\0', '\x1b[31m', '\x7f', '\u0085', '\u2028', '\u202e', '\u2066', '\ud800', '\udc00', '\u0335', '\u200d'],
  ...['<script>alert(1)</script>', '__proto__', '{{t}}', '$1', '👩‍❤️‍👩', 'źdźbło', 'שלום', '\r\n', '\t', ' '],
  ...['Ready', 'myślę', 'mówię', 'Error', 'Listening...', 'Notification: ', 'Overlay Shown', 'error: \n\n'],
);
const text = fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 8 }).map((parts) => parts.join(''));
const long = fc.tuple(text, fc.nat(20_000)).map(([part, length]) => part.padEnd(length, part || 'x'));
const anyText = fc.oneof({ weight: 20, arbitrary: text }, { weight: 1, arbitrary: long });
const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(null, 1e308, -0, [], {}, [[[]]]));
const textField = fc.oneof({ weight: 5, arbitrary: anyText }, { weight: 1, arbitrary: odd });
const flagField = fc.oneof({ weight: 5, arbitrary: fc.boolean() }, { weight: 1, arbitrary: odd });

const fields = fc.record(
  {
    status: textField,
    text: textField,
    is_listening: flagField,
    is_speaking: flagField,
    wake_word_detected: flagField,
    overlay_visible: flagField,
    monitoring: flagField,
    tts_playing: flagField,
    action: fc.oneof(fc.constantFrom('quit', 'open_settings', 'toggle_visibility'), odd),
    ['__proto__']: odd,
    constructor: odd,
  },
  { requiredKeys: [] },
);
const frame = fc.oneof(
  { weight: 6, arbitrary: fields.map((data) => JSON.stringify({ type: 'status', data })) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: anyText },
  // Cut off anywhere.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fields, fc.nat(200))
      .map(([data, end]) => JSON.stringify({ type: 'status', data }).slice(0, end)),
  },
);
const body = fc.oneof(
  { weight: 4, arbitrary: fields.map((data) => JSON.stringify(data)) },
  { weight: 1, arbitrary: frame },
);

const LINE_MAX = 200;
const TEXT_MAX = 10_000;

function expectClean(status: Status): void {
  for (const [words, maxLength] of [
    [status.status, LINE_MAX],
    [status.text, TEXT_MAX],
  ] as const) {
    const isClean = !/\p{Cs}|(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(words);
    if (!isClean || words.length > maxLength) expect.fail(`not clean: ${JSON.stringify(words)}`);
  }
}

it(
  'the parser never throws, and what it lets through is clean and short',
  () => {
    fc.assert(
      fc.property(frame, body, (raw, rawBody) => {
        for (const status of [parseFrame(raw), parsePollBody(rawBody), parsePollBody(raw)]) {
          if (status !== null) expectClean(status);
        }
        expect(({} as Record<string, unknown>)['is_speaking']).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  },
  LONG_MS,
);

type Step = { readonly afterMs: number; readonly event: OverlayEvent };

const parsed = (raw: string, transport: 'socket' | 'polling'): OverlayEvent => {
  const status = transport === 'socket' ? parseFrame(raw) : parsePollBody(raw);
  return status === null ? { kind: 'deadline' } : { kind: 'status', status, transport, port: 6001 };
};
const event: fc.Arbitrary<OverlayEvent> = fc.oneof(
  { weight: 8, arbitrary: frame.map((raw) => parsed(raw, 'socket')) },
  { weight: 2, arbitrary: body.map((raw) => parsed(raw, 'polling')) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<OverlayEvent>(
      { kind: 'socket-closed' },
      { kind: 'socket-dropped' },
      { kind: 'unreachable' },
      { kind: 'command-sent', command: 'toggle_monitoring' },
      { kind: 'command-sent', command: 'stop_tts' },
      { kind: 'override', override: 'show' },
      { kind: 'override', override: 'hide' },
      { kind: 'snooze', snooze: null },
      { kind: 'snooze', snooze: { untilMs: 10_000, untilEpochMs: 1_800_000_000_000 } },
      { kind: 'slept' },
      { kind: 'deadline' },
    ),
  },
);
const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ afterMs: fc.oneof(fc.nat(200), fc.nat(20_000)), event }), {
  maxLength: 12,
});

it(
  'the state is always a valid one, whatever happens in whatever order',
  () => {
    fc.assert(
      fc.property(steps, (story) => {
        let nowMs = 0;
        let model: Model = initialModel(nowMs);
        for (const step of story) {
          nowMs += step.afterMs;
          model = reduce(model, step.event, CONTEXT.preferences, nowMs);
          const shown = v.safeParse(ValidOverlayState, view(model, CONTEXT, nowMs));
          if (!shown.success) expect.fail(v.summarize(shown.issues));
          const deadlineMs = nextDeadlineMs(model, nowMs);
          if (deadlineMs !== null && deadlineMs <= nowMs)
            expect.fail('a deadline that is over would be waited for for ever');
        }
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  },
  LONG_MS,
);
