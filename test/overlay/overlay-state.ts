import * as v from 'valibot';
import { COMMANDS, REJECTION_CODES } from '../../src-shared/commands.ts';
import { PILL_WIDTH } from '../../src-shared/geometry.ts';
import { LANGUAGES } from '../../src-shared/languages.ts';
import { DENIALS, NOTICE_KINDS, PHASES, PROBLEMS } from '../../src-shared/overlay-state.ts';
import { recordOf } from '../../src-shared/record-of.ts';

const command = v.picklist(['enabled', 'pending', 'polling', 'offline']);
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** The characters of a text that is shown: no control characters but tab and line feed, no bidi overrides, no lone surrogates. */
const shownText = (maxLength: number) =>
  v.pipe(
    v.string(),
    v.maxLength(maxLength),
    v.check((text) => !/\p{Cs}/u.test(text)),
    v.check((text) => !/(?![\t\n])\p{Cc}/u.test(text)),
    v.check((text) => !/[\u202a-\u202e\u2066-\u2069]/.test(text)),
  );
const line = v.pipe(
  shownText(200),
  v.check((text) => !/[\t\n]/.test(text)),
);

const notice = v.strictObject({ kind: v.picklist(NOTICE_KINDS), text: line });

const subject = {
  command: v.picklist(COMMANDS),
  key: v.nullable(line),
};

const label = v.strictObject({ pl: v.pipe(line, v.minLength(1)), en: v.pipe(line, v.minLength(1)) });
const setting = { key: v.pipe(line, v.minLength(1), v.maxLength(100)), label };
const ValidSetting = v.variant('type', [
  v.pipe(
    v.strictObject({
      ...setting,
      type: v.literal('number'),
      min: v.number(),
      max: v.number(),
      step: v.pipe(v.number(), v.gtValue(0)),
      value: v.number(),
    }),
    v.check(({ min, max, value }) => min < max && min <= value && value <= max, 'a number in its range'),
  ),
  v.strictObject({ ...setting, type: v.literal('boolean'), value: v.boolean() }),
  v.pipe(
    v.strictObject({
      ...setting,
      type: v.literal('choice'),
      choices: v.pipe(v.array(v.strictObject({ value: line, label })), v.minLength(1), v.maxLength(64)),
      value: line,
    }),
    v.check(({ choices, value }) => choices.some((choice) => choice.value === value), 'one of the choices'),
  ),
  v.pipe(
    v.strictObject({ ...setting, type: v.literal('string'), maxLength: v.number(), value: shownText(10_000) }),
    v.check(({ maxLength, value }) => value.length <= maxLength, 'no longer than allowed'),
  ),
]);
const offered = v.nullable(v.picklist(['enabled', 'pending']));
const ValidAssistant = v.strictObject({
  name: v.pipe(line, v.maxLength(100)),
  version: v.pipe(line, v.maxLength(100)),
  volume: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  muted: v.nullable(v.boolean()),
  settings: v.pipe(
    v.array(ValidSetting),
    v.maxLength(32),
    v.check((settings) => new Set(settings.map(({ key }) => key)).size === settings.length, 'each key once'),
  ),
});

/** Every possible OverlayState, and the rules that always hold between its fields. */
export const ValidOverlayState = v.pipe(
  v.strictObject({
    phase: v.picklist(PHASES),
    transport: v.picklist(['socket', 'polling', 'none']),
    port: v.nullable(port),
    visible: v.boolean(),
    isUrgent: v.boolean(),
    presenting: v.nullable(v.strictObject({ untilEpochMs: v.nullable(v.number()) })),
    detail: v.nullable(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('looking') }),
        v.strictObject({ kind: v.literal('no-answer'), address: line }),
        v.strictObject({ kind: v.literal('found'), name: line }),
        v.strictObject({ kind: v.literal('retrying') }),
        v.strictObject({ kind: v.literal('polling'), port }),
        v.strictObject({
          kind: v.literal('command-failed'),
          reason: v.picklist(['refused', 'unanswered']),
          ...subject,
        }),
        v.strictObject({
          kind: v.literal('command-rejected'),
          code: v.picklist(REJECTION_CODES),
          message: line,
          ...subject,
        }),
        v.strictObject({ kind: v.literal('denied'), reason: v.picklist(DENIALS) }),
        v.strictObject({ kind: v.literal('client'), text: line }),
        v.strictObject({ kind: v.literal('problem'), problem: v.picklist(PROBLEMS) }),
        v.strictObject({ kind: v.literal('activity'), text: line }),
        v.strictObject({ kind: v.literal('slow') }),
        v.strictObject({ kind: v.literal('needs-user') }),
        v.strictObject({ kind: v.literal('notice'), notice }),
      ]),
    ),
    notice: v.nullable(notice),
    heard: v.nullable(v.pipe(shownText(2_000), v.minLength(1))),
    answer: v.nullable(v.pipe(shownText(10_000), v.minLength(1))),
    wholeLine: v.nullable(v.pipe(line, v.minLength(1))),
    answerId: v.pipe(v.number(), v.integer()),
    formatAnswers: v.boolean(),
    answerSpokenTo: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
    answerRestMs: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30_000))),
    needsUser: v.boolean(),
    monitoring: v.nullable(v.boolean()),
    commands: v.strictObject({
      ...recordOf(COMMANDS, () => offered),
      set_monitoring: v.nullable(command),
      stop_tts: v.nullable(command),
    }),
    assistant: v.nullable(ValidAssistant),
    clientName: v.nullable(line),
    profile: v.nullable(line),
    language: v.picklist(LANGUAGES),
    appearance: v.strictObject({ opacity: v.number(), reducedMotion: v.boolean() }),
    silhouette: v.strictObject({ form: v.literal('pill'), widthPx: v.literal(PILL_WIDTH) }),
  }),
  v.check((state) => (state.transport === 'none') === (state.port === null), 'a transport has a port'),
  v.check((state) => state.commands.stop_tts === null || state.phase === 'speaking', 'only speech can be stopped'),
  v.check(
    (state) =>
      state.notice === null || !['connecting', 'offline', 'error', 'listening', 'thinking'].includes(state.phase),
    'a notice replaces no turn',
  ),
  v.check((state) => state.assistant === null || state.transport === 'socket', 'only a socket offers anything'),
  v.check(
    ({ assistant, commands: { set_monitoring, stop_tts, ...others } }) =>
      assistant !== null || Object.values(others).every((offer) => offer === null),
    'who offers nothing has the commands of version 1 alone',
  ),
  v.check((state) => state.detail?.kind !== 'denied' || state.phase === 'offline', 'who is denied is offline'),
  v.check(
    (state) => state.answer === null || (state.phase !== 'offline' && state.phase !== 'connecting'),
    'an answer needs a client',
  ),
  v.check(
    ({ transport, commands: { set_monitoring } }) =>
      transport === 'socket' || (set_monitoring !== 'enabled' && set_monitoring !== 'pending'),
    'only a socket carries commands',
  ),
);
