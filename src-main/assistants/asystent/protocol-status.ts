import * as v from 'valibot';
import { TYPED_TEXT_MAX_LENGTH } from '../../../src-shared/commands.ts';
import type { NoticeKind } from '../../../src-shared/overlay-state.ts';
import type { Action, AssistantPhase } from '../assistant.ts';
import { cleanLine, cleanStatus, cleanText } from '../clean-text.ts';
import { answerFields, type WrittenAnswer, writtenAnswer } from './written-answer.ts';

/** A status of the client (docs/protocol.md), its texts cleaned for display. */
export interface Status {
  /** Free text, one line. */
  readonly status: string;
  /** The last answer, possibly an old one. */
  readonly text: string;
  readonly isListening: boolean;
  readonly isSpeaking: boolean;
  readonly wakeWordDetected: boolean;
  readonly overlayVisible: boolean;
  /** null: unknown. */
  readonly monitoring: boolean | null;
  /** From 0 to 1; null: unknown, as with the two below. */
  readonly volume: number | null;
  readonly muted: boolean | null;
  /** The number of the question that the text answers. */
  readonly turn: number | null;
  /** The exact phase; null: it has to be guessed. */
  readonly phase: AssistantPhase | null;
  /** The user's words in this turn, one line; empty: unknown. */
  readonly heard: string;
  /** How loud the microphone hears the user, from 0 to 1; null: unknown. */
  readonly level: number | null;
  /** How many UTF-16 units of `text` have been spoken; null: unknown. */
  readonly spokenTo: number | null;
  /** The notice that the client presents; null: none, unless its line makes one. */
  readonly notice: PresentedNotice | null;
  /** The client's activity while it thinks, one line; empty: unknown. */
  readonly activity: string;
  /** The client waits for the user's answer. */
  readonly needsUser: boolean;
  /** The request of this one frame to the overlay. */
  readonly action: Action | null;
}

/** A notice in a field of its own. */
export interface PresentedNotice {
  readonly kind: NoticeKind;
  /** Its subject, one line; may be empty. */
  readonly title: string;
  /** The whole of it; may be empty. */
  readonly text: string;
}

const PHASES = [
  'ready',
  'paused',
  'listening',
  'thinking',
  'speaking',
  'error',
] as const satisfies readonly AssistantPhase[];

const ACTIONS = ['open_settings', 'toggle_visibility', 'quit'] as const satisfies readonly Action[];

/** By their names on the wire. */
const NOTICE_KINDS: ReadonlyMap<string, NoticeKind> = new Map([
  ['notification', 'notification'],
  ['briefing', 'briefing'],
  ['day_summary', 'day-summary'],
  ['summary', 'summary'],
]);

/** As long as a question that can be typed. */
const HEARD_MAX_LENGTH = TYPED_TEXT_MAX_LENGTH;

/** A missing or wrong-typed field gets its default, so that one odd field does not spoil the rest. */
const flag = v.fallback(v.boolean(), false);
const text = v.fallback(v.string(), '');
const fraction = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null);
const count = v.fallback(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), null);

/** Valibot takes an array for an object. */
export const jsonObject = v.custom<object>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
);

export const WireStatus = v.object({
  status: text,
  text,
  is_listening: flag,
  is_speaking: flag,
  wake_word_detected: flag,
  overlay_visible: flag,
  monitoring: v.fallback(v.nullable(v.boolean()), null),
  volume: fraction,
  muted: v.fallback(v.nullable(v.boolean()), null),
  turn: count,
  phase: v.fallback(v.nullable(v.picklist(PHASES)), null),
  heard: text,
  level: fraction,
  spoken: count,
  notice: v.fallback(v.nullable(v.pipe(jsonObject, v.object({ kind: text, title: text, text }))), null),
  activity: text,
  needs_user: flag,
  action: v.fallback(v.nullable(v.picklist(ACTIONS)), null),
});
type WireStatus = v.InferOutput<typeof WireStatus>;

const PollBody = v.pipe(
  jsonObject,
  // Many web apps answer `/api/status` with a `status` of their own. Every release of the client sends the flags.
  v.check(hasFlag),
  v.object({ ...WireStatus.entries, tts_playing: flag }),
);

/** Return a level as it is taken; null for one that is none. */
export function readLevel(level: number): number | null {
  return level >= 0 && level <= 1 ? level : null;
}

/** Return the status in the body of `GET /api/status`, which has no envelope; null if the body is not the client's. */
export function statusInBody(body: unknown): Status | null {
  const result = v.safeParse(PollBody, body);
  if (!result.success) return null;
  const { tts_playing, ...status } = result.output;
  return readStatus({ ...status, is_speaking: status.is_speaking || tts_playing }).status;
}

/** Clean a status for display. @returns it with its answer as the client wrote it. */
export function readStatus(wire: WireStatus): { readonly status: Status; readonly answer: WrittenAnswer } {
  const answer = writtenAnswer(wire.turn, wire.text, wire.spoken);
  return {
    answer,
    status: {
      status: cleanStatus(wire.status),
      ...answerFields(answer),
      isListening: wire.is_listening,
      isSpeaking: wire.is_speaking,
      wakeWordDetected: wire.wake_word_detected,
      overlayVisible: wire.overlay_visible,
      monitoring: wire.monitoring,
      volume: wire.volume,
      muted: wire.muted,
      turn: wire.turn,
      phase: wire.phase,
      heard: cleanLine(wire.heard, HEARD_MAX_LENGTH),
      level: wire.level,
      notice: wire.notice === null ? null : readNotice(wire.notice),
      activity: cleanStatus(wire.activity),
      needsUser: wire.needs_user,
      action: wire.action,
    },
  };
}

/** A kind that is not known yet is shown as a notification. */
function readNotice(wire: NonNullable<WireStatus['notice']>): PresentedNotice {
  return {
    kind: NOTICE_KINDS.get(wire.kind) ?? 'notification',
    title: cleanStatus(wire.title),
    text: cleanText(wire.text),
  };
}

const FLAGS = [
  'is_listening',
  'is_speaking',
  'wake_word_detected',
  'overlay_visible',
  'monitoring',
  'tts_playing',
] as const;

function hasFlag(body: object): boolean {
  const fields = new Map<string, unknown>(Object.entries(body));
  return FLAGS.some((name) => typeof fields.get(name) === 'boolean');
}
