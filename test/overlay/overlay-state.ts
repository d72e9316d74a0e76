import * as v from 'valibot';
import { LANGUAGES, PHASES } from '../../src-preload/contract.ts';

const command = v.picklist(['enabled', 'pending', 'polling', 'offline']);
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** What may stand in a text that is shown: no control characters but tab and line feed, no bidi overrides, no lone surrogates. */
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

/** Every OverlayState that there may be, and what always holds between its fields. */
export const ValidOverlayState = v.pipe(
  v.strictObject({
    phase: v.picklist(PHASES),
    transport: v.picklist(['socket', 'polling', 'none']),
    port: v.nullable(port),
    visible: v.boolean(),
    snoozedUntilEpochMs: v.nullable(v.number()),
    detail: v.nullable(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('ports'), ports: v.array(port) }),
        v.strictObject({ kind: v.literal('retrying') }),
        v.strictObject({ kind: v.literal('polling'), port }),
        v.strictObject({ kind: v.literal('command-failed'), reason: v.picklist(['refused', 'unanswered']) }),
        v.strictObject({ kind: v.literal('client'), text: line }),
      ]),
    ),
    answer: v.nullable(v.pipe(shownText(10_000), v.minLength(1))),
    monitoring: v.nullable(v.boolean()),
    toggleMonitoring: command,
    stopTts: v.nullable(command),
    assistant: v.null(),
    clientName: v.nullable(line),
    language: v.picklist(LANGUAGES),
    appearance: v.strictObject({ opacity: v.number(), reducedMotion: v.boolean() }),
  }),
  v.check((state) => (state.transport === 'none') === (state.port === null), 'a transport has a port'),
  v.check((state) => (state.stopTts === null) === (state.phase !== 'speaking'), 'speech can be stopped'),
  v.check(
    (state) => state.answer === null || (state.phase !== 'offline' && state.phase !== 'connecting'),
    'an answer needs a client',
  ),
  v.check(
    (state) => state.transport === 'socket' || !['enabled', 'pending'].includes(state.toggleMonitoring),
    'only a socket carries commands',
  ),
);
