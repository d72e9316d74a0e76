import * as v from 'valibot';
import { COMMANDS, TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import { parseJson } from '../../src-shared/json.ts';
import { PHASES } from '../../src-shared/overlay-state.ts';
import { PRESENTING_MINUTES_MAX } from '../overlay/presenting.ts';

/**
 * The messages on the overlay's socket: JSON objects, one per line. Programs send requests, and each is answered by one line;
 * after `follow`, each change brings another line. A program that sends frames of the protocol between a client and its
 * overlays (docs/protocol.md) is an assistant for as long as it is connected.
 */

/**
 * The states that a program can give to an assistant. A notice ends by itself; a question stays until the next state.
 * `permission` is a question for which the overlay has the words, and `idle` is the notice of an assistant that waits for its
 * next task.
 */
export const WORDS = [
  ...(['ready', 'paused', 'listening', 'thinking', 'speaking', 'error', 'notice', 'question'] as const),
  ...(['permission', 'idle'] as const),
] as const;

const name = v.optional(v.pipe(v.string(), v.maxLength(100)));
/** Tells those apart who say something; without it, their names do. */
const key = v.optional(v.pipe(v.string(), v.maxLength(200)));
const said = v.optional(v.pipe(v.string(), v.maxLength(10_000)));

/** How long the user presents something. */
const Minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PRESENTING_MINUTES_MAX));

const Request = v.variant('verb', [
  v.object({ verb: v.picklist(['status', 'follow', 'stop', 'toggle-monitoring', 'listen']) }),
  v.object({ verb: v.picklist(['show', 'hide', 'copy-answer', 'panel', 'settings', 'quit']) }),
  v.object({ verb: v.literal('say'), key, name, word: v.picklist(WORDS), text: said, heard: said }),
  v.object({ verb: v.literal('clear'), key, name }),
  v.object({
    verb: v.literal('send'),
    text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TYPED_TEXT_MAX_LENGTH)),
  }),
  v.object({
    verb: v.literal('present'),
    /** null: until the user ends it. */
    minutes: v.optional(v.nullable(v.union([Minutes, v.literal('off')])), null),
  }),
]);
export type ControlRequest = v.InferOutput<typeof Request>;

/** The state that the overlay shows. Fields may be added; programs ignore those that they do not know. */
const Status = v.object({
  phase: v.picklist(PHASES),
  /** The phase, a notice or an error, in one line and in the user's language. */
  label: v.string(),
  /** The assistant's name, if it has said one, or the user's name for it if several are followed. */
  assistant: v.nullable(v.string()),
  transport: v.picklist(['socket', 'polling', 'none']),
  /** Whether the bubble is on the screen. */
  visible: v.boolean(),
  /** Whether the assistant waits for the user's answer. */
  needsUser: v.optional(v.boolean(), false),
  /** Whether the user presents something, and wants no bubble. */
  presenting: v.optional(v.boolean(), false),
  /** Whether the assistant listens for its wake word; null: unknown. */
  monitoring: v.nullable(v.boolean()),
  muted: v.nullable(v.boolean()),
  /** From 0 to 1; null: unknown. */
  volume: v.nullable(v.number()),
  /** The user's words that are shown; null: none. */
  heard: v.nullable(v.string()),
  /** The answer that is shown; null: none. */
  answer: v.nullable(v.string()),
  /** The commands that would be carried out now. */
  commands: v.array(v.picklist(COMMANDS)),
});
export type ControlStatus = v.InferOutput<typeof Status>;

/**
 * Why a request was not carried out: it is none; the assistant does not take the command, is not there, can't be given one
 * over HTTP, or has not answered the last one; nothing is being spoken; there is no answer yet; answers are not kept, by the
 * settings; the system did not take the copy. The last four end the connection: a line is not a JSON object; it is too long;
 * there are too many assistants, or too many connections.
 */
export const REFUSALS = [
  'bad-request',
  'unsupported',
  'offline',
  'polling',
  'pending',
  'nothing-spoken',
  'no-answer',
  'answers-off',
  'not-copied',
  'not-json',
  'too-long',
  'too-many',
  'full',
] as const;
export type Refusal = (typeof REFUSALS)[number];

const Answer = v.union([
  v.object({ ok: v.literal(true), status: v.optional(Status) }),
  v.object({ ok: v.literal(false), code: v.picklist(REFUSALS), message: v.optional(v.string()) }),
]);
export type ControlAnswer = v.InferOutput<typeof Answer>;

/** A line of a program. */
export type Line =
  | { readonly kind: 'request'; readonly request: ControlRequest }
  /** A frame of an assistant. `name`: its name in a hello. */
  | { readonly kind: 'frame'; readonly type: string; readonly name: string | null }
  /** An object that is neither. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-json' };

const Frame = v.object({
  type: v.string(),
  data: v.fallback(v.object({ client: v.object({ name: v.string() }) }), { client: { name: '' } }),
});

/** Read a line of a program. */
export function readLine(line: string): Line {
  const message = parseJson(line);
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return { kind: 'not-json' };
  const request = v.safeParse(Request, message);
  if (request.success) return { kind: 'request', request: request.output };
  const frame = v.safeParse(Frame, message);
  if (!frame.success || 'verb' in message) return { kind: 'unknown' };
  const { type, data } = frame.output;
  return { kind: 'frame', type, name: type === 'hello' ? data.client.name : null };
}

/** Read a line of the overlay; null: it is no answer. */
export function readAnswer(line: string): ControlAnswer | null {
  const parsed = v.safeParse(Answer, parseJson(line));
  return parsed.success ? parsed.output : null;
}

/** Return a request or an answer as a line. */
export function writeLine(message: ControlRequest | ControlAnswer): string {
  return `${JSON.stringify(message)}\n`;
}
