import assert from 'node:assert';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { parseFrame, parsePollBody } from '../../src-main/assistants/asystent/protocol.ts';
import type { Status } from '../../src-main/assistants/asystent/protocol-status.ts';
import { initialModel, type Model } from '../../src-main/overlay/model.ts';
import { nextDeadlineMs, nextModel } from '../../src-main/overlay/next-model.ts';
import { view } from '../../src-main/overlay/view.ts';
import { COMMANDS, type CommandRequest } from '../../src-shared/commands.ts';
import { readState, writeState } from '../../src-shared/state-message.ts';
import { CONTEXT } from './events.ts';
import { createInterpreter, type TestEvent } from './interpreter.ts';
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
    volume: fc.oneof(fc.double({ noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), odd),
    muted: flagField,
    turn: fc.oneof(fc.nat(3), odd),
    phase: fc.oneof(fc.constantFrom('ready', 'paused', 'listening', 'thinking', 'speaking', 'error', 'offline'), odd),
    heard: textField,
    level: fc.oneof(fc.double({ noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), odd),
    spoken: fc.oneof(fc.nat(30_000), fc.maxSafeInteger(), odd),
    notice: fc.oneof(
      fc.record(
        {
          kind: fc.oneof(fc.constantFrom('notification', 'day_summary', '__proto__', 'constructor'), textField),
          title: textField,
          text: textField,
        },
        { requiredKeys: [] },
      ),
      odd,
    ),
    activity: textField,
    action: fc.oneof(fc.constantFrom('quit', 'open_settings', 'toggle_visibility'), odd),
    ['__proto__']: odd,
    constructor: odd,
  },
  { requiredKeys: [] },
);
const key = fc.oneof(fc.constantFrom('speed', 'voice'), textField);
const label = fc.oneof(textField, fc.record({ pl: textField, en: textField }, { requiredKeys: [] }));
const numberField = fc.oneof(fc.integer({ min: -2, max: 10 }), odd);
const setting = fc.oneof(
  fc.record(
    {
      key,
      label,
      type: fc.constantFrom('number', 'boolean', 'choice', 'string', 'colour'),
      min: numberField,
      max: numberField,
      step: numberField,
      maxLength: fc.oneof(fc.nat(20), odd),
      choices: fc.oneof(fc.array(fc.oneof(textField, fc.record({ value: textField, label })), { maxLength: 3 }), odd),
      value: fc.oneof(textField, flagField, numberField),
    },
    { requiredKeys: ['key', 'label', 'type', 'value'] },
  ),
  fc.record({ key, label: fc.constant('Speed'), type: fc.constant('number'), value: fc.nat(5) }).map((entry) => ({
    ...entry,
    min: 0,
    max: 5,
    step: 1,
  })),
  fc
    .record({ key, label, type: fc.constant('string'), value: textField })
    .map((entry) => ({ ...entry, maxLength: 50 })),
  odd,
);
const hello = fc.record({
  protocol: fc.oneof({ weight: 9, arbitrary: fc.constant(2) }, { weight: 1, arbitrary: odd }),
  client: fc.oneof(fc.record({ name: textField, version: textField }, { requiredKeys: [] }), odd),
  commands: fc.oneof(fc.subarray<unknown>(['toggle_monitoring', ...COMMANDS, 'fly', 7]), odd),
  settings: fc.oneof(fc.array(setting, { maxLength: 40 }), odd),
});
const ackFrame = fc.record(
  {
    type: fc.constant('ack'),
    id: fc.oneof(fc.constantFrom('1', '2', '3'), odd),
    ok: flagField,
    error: fc.oneof(fc.record({ code: fc.constantFrom('busy', 'failed', 'odd'), message: textField }), odd),
  },
  { requiredKeys: ['type'] },
);

const frame = fc.oneof(
  { weight: 6, arbitrary: fields.map((data) => JSON.stringify({ type: 'status', data })) },
  { weight: 2, arbitrary: hello.map((data) => JSON.stringify({ type: 'hello', data })) },
  { weight: 2, arbitrary: ackFrame.map((ack) => JSON.stringify(ack)) },
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
const HEARD_MAX = 2_000;

function expectClean(status: Status): void {
  for (const [words, maxLength] of [
    [status.status, LINE_MAX],
    [status.text, TEXT_MAX],
    [status.heard, HEARD_MAX],
    [status.activity, LINE_MAX],
    [status.notice?.title ?? '', LINE_MAX],
    [status.notice?.text ?? '', TEXT_MAX],
  ] as const) {
    const isClean = !/\p{Cs}|(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(words);
    if (!isClean || words.length > maxLength) expect.fail(`not clean: ${JSON.stringify(words)}`);
  }
  for (const line of [status.status, status.heard, status.activity, status.notice?.title ?? '']) {
    if (/\s\s|[\t\n]/.test(line)) expect.fail(`more than a line: ${JSON.stringify(line)}`);
  }
  const { spokenTo, text: whole } = status;
  if (spokenTo !== null && !(spokenTo >= 0 && spokenTo <= whole.length)) expect.fail(`spoken to ${spokenTo}`);
}

it(
  'the parser never throws, and what it lets through is clean and short [REL-FRAME-RANDOM]',
  () => {
    fc.assert(
      fc.property(frame, body, (raw, rawBody) => {
        const framed = parseFrame(raw);
        for (const status of [
          framed?.kind === 'status' ? framed.status : null,
          parsePollBody(rawBody),
          parsePollBody(raw),
        ]) {
          if (status !== null) expectClean(status);
        }
        expect(({} as Record<string, unknown>)['is_speaking']).toBeUndefined();
      }),
      { numRuns: RUNS },
    );
  },
  LONG_MS,
);

type Step = { readonly afterMs: number; readonly event: TestEvent };

const parsed = (raw: string, transport: 'socket' | 'polling'): TestEvent => {
  if (transport === 'polling') {
    const status = parsePollBody(raw);
    return status === null ? { kind: 'deadline' } : { kind: 'status', status, transport, port: 5001 };
  }
  const pushed = parseFrame(raw);
  // A delta never leaves its socket: it becomes a status there.
  if (pushed === null || pushed.kind === 'delta') return { kind: 'deadline' };
  return pushed.kind === 'status' ? { ...pushed, transport, port: 6001 } : pushed;
};
const request: fc.Arbitrary<CommandRequest> = fc.oneof(
  fc.constantFrom<CommandRequest>(
    { command: 'set_monitoring', args: { on: false } },
    { command: 'stop_tts' },
    { command: 'start_listening' },
    { command: 'set_muted', args: { muted: true } },
    { command: 'send_text', args: { text: 'Hello' } },
  ),
  fc.double({ min: 0, max: 1, noNaN: true }).map((level) => ({ command: 'set_volume', args: { level } }) as const),
  fc
    .tuple(fc.constantFrom('speed', 'voice'), fc.oneof(fc.nat(9), fc.boolean(), fc.constantFrom('', 'a')))
    .map(([key, value]) => ({ command: 'set_setting', args: { key, value } }) as const),
);
const event: fc.Arbitrary<TestEvent> = fc.oneof(
  { weight: 8, arbitrary: frame.map((raw) => parsed(raw, 'socket')) },
  { weight: 2, arbitrary: body.map((raw) => parsed(raw, 'polling')) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<TestEvent>(
      { kind: 'socket-closed' },
      { kind: 'socket-dropped' },
      { kind: 'unreachable' },
      { kind: 'denied', denial: 'wrong-key' },
      { kind: 'denied', denial: 'expired-certificate' },
      { kind: 'override', override: 'show' },
      { kind: 'override', override: 'hide' },
      { kind: 'present', presenting: null },
      { kind: 'present', presenting: { end: { untilMs: 10_000, untilEpochMs: 1_800_000_000_000 } } },
      { kind: 'present', presenting: { end: null } },
      { kind: 'slept', nowEpochMs: 0 },
      { kind: 'deadline' },
    ),
  },
);
const command: fc.Arbitrary<TestEvent> = fc.oneof(
  fc.record({ kind: fc.constant('command-sent'), request, id: fc.constantFrom('1', '2', '3', null) }),
  fc.record({ kind: fc.constant('press'), request }),
  fc.record({ kind: fc.constant('command-unsent'), request }),
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ afterMs: fc.oneof(fc.nat(200), fc.nat(20_000)), event: fc.oneof(event, event, command) }),
  {
    maxLength: 12,
  },
);

it(
  'the state is always a valid one, whatever happens in whatever order, and reaches the pages as it is [REL-FRAME-RANDOM]',
  () => {
    fc.assert(
      fc.property(steps, (story) => {
        let nowMs = 0;
        let model: Model = initialModel(nowMs);
        const interpret = createInterpreter();
        for (const step of story) {
          nowMs += step.afterMs;
          for (const each of interpret(step.event, nowMs)) model = nextModel(model, each, CONTEXT.preferences, nowMs);
          const state = view(model, CONTEXT, nowMs);
          const shown = v.safeParse(ValidOverlayState, state);
          if (!shown.success) expect.fail(v.summarize(shown.issues));
          // Not strictly: a volume of -0 gets there as 0.
          assert.deepEqual(readState(writeState(state)), state);
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
