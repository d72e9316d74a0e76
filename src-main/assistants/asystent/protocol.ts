import * as v from 'valibot';
import {
  type AssistantValue,
  type CommandName,
  type CommandRequest,
  REJECTION_CODES,
} from '../../../src-shared/commands.ts';
import type { Ack, Action, Offer, OverlayIdentity } from '../assistant.ts';
import { cleanLine, cleanStatus, cleanText } from '../clean-text.ts';
import { WireOffer, wireName } from './protocol-offer.ts';

/** The protocol's version with a client that answers our hello. */
export const PROTOCOL = 2;

const ACTIONS = ['open_settings', 'toggle_visibility', 'quit'] as const satisfies readonly Action[];

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
  /** The request of this one frame to the overlay. */
  readonly action: Action | null;
}

/** One frame of the client. */
export type Frame =
  | { readonly kind: 'status'; readonly status: Status }
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'ack'; readonly ack: Ack };

/** A missing or wrong-typed field gets its default, so that one odd field does not spoil the rest. */
const flag = v.fallback(v.boolean(), false);

const WireStatus = v.object({
  status: v.fallback(v.string(), ''),
  text: v.fallback(v.string(), ''),
  is_listening: flag,
  is_speaking: flag,
  wake_word_detected: flag,
  overlay_visible: flag,
  monitoring: v.fallback(v.nullable(v.boolean()), null),
  volume: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null),
  muted: v.fallback(v.nullable(v.boolean()), null),
  turn: v.fallback(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), null),
  action: v.fallback(v.nullable(v.picklist(ACTIONS)), null),
});

const jsonObject = v.custom<object>((input) => typeof input === 'object' && input !== null && !Array.isArray(input));

const MESSAGE_MAX_LENGTH = 200;

const WireRejection = v.object({
  code: v.fallback(v.picklist(REJECTION_CODES), 'failed'),
  message: v.fallback(
    v.pipe(
      v.string(),
      v.transform((text) => cleanLine(text, MESSAGE_MAX_LENGTH)),
    ),
    '',
  ),
});

const WireFrame = v.variant('type', [
  v.object({ type: v.literal('status'), data: v.pipe(jsonObject, WireStatus) }),
  v.object({ type: v.literal('hello'), data: v.pipe(jsonObject, WireOffer) }),
  v.object({
    type: v.literal('ack'),
    id: v.string(),
    ok: v.boolean(),
    error: v.fallback(v.optional(WireRejection), undefined),
  }),
]);

const PollBody = v.pipe(
  jsonObject,
  // Many web apps answer `/api/status` with a `status` of their own. Every release of the client sends the flags.
  v.check(hasFlag),
  v.object({ ...WireStatus.entries, tts_playing: flag }),
);

/** Read one frame of the socket; null for one that we don't know (another type, not JSON, no object). Never throws. */
export function parseFrame(raw: string): Frame | null {
  const result = v.safeParse(WireFrame, parseJson(raw));
  if (!result.success) return null;
  const frame = result.output;
  switch (frame.type) {
    case 'status':
      return { kind: 'status', status: toStatus(frame.data) };
    case 'hello':
      return { kind: 'offer', offer: frame.data };
    case 'ack':
      return { kind: 'ack', ack: { id: frame.id, rejection: frame.ok ? null : (frame.error ?? UNEXPLAINED) } };
  }
}

/** Read the body of `GET /api/status`: the status without its envelope; null if it is not the client's. Never throws. */
export function parsePollBody(raw: string): Status | null {
  const result = v.safeParse(PollBody, parseJson(raw));
  if (!result.success) return null;
  const body = result.output;
  return toStatus({ ...body, is_speaking: body.is_speaking || body.tts_playing });
}

/** Write the hello with which an overlay offers version 2. */
export function helloFrame(overlay: OverlayIdentity): string {
  const { id, name, version } = overlay;
  return JSON.stringify({ type: 'hello', data: { protocol: PROTOCOL, overlay: { id, name, version } } });
}

/** The commands that every client of version 1 carries out. */
export const VERSION_1_COMMANDS: readonly CommandName[] = ['set_monitoring', 'stop_tts'];

/**
 * Write the frame of a command: always a JSON object, because the handler of the released client fails on anything else.
 * @param id names the client's answer; null for a client of version 1, which gives none.
 */
export function commandFrame(request: CommandRequest, id: string | null): string {
  const args = argsOf(request);
  const frame = { type: 'command', ...(id !== null && { id }), command: wireName(request.command) };
  return JSON.stringify(args === null ? frame : { ...frame, args });
}

/**
 * Whether a command would change nothing. The wire can only toggle monitoring, which would undo the wanted state.
 * @param monitoring as in the client's last status; null: unknown.
 */
export function isAlreadySo(request: CommandRequest, monitoring: boolean | null): boolean {
  return request.command === 'set_monitoring' && request.args.on === monitoring;
}

type WireArgs = Readonly<Record<string, AssistantValue>>;

function argsOf(request: CommandRequest): WireArgs | null {
  switch (request.command) {
    case 'set_volume':
      return { level: request.args.level };
    case 'set_muted':
      return { muted: request.args.muted };
    case 'send_text':
      return { text: request.args.text };
    case 'set_setting':
      return { key: request.args.key, value: request.args.value };
    default:
      return null;
  }
}

function toStatus(wire: v.InferOutput<typeof WireStatus>): Status {
  return {
    status: cleanStatus(wire.status),
    text: cleanText(wire.text),
    isListening: wire.is_listening,
    isSpeaking: wire.is_speaking,
    wakeWordDetected: wire.wake_word_detected,
    overlayVisible: wire.overlay_visible,
    monitoring: wire.monitoring,
    volume: wire.volume,
    muted: wire.muted,
    turn: wire.turn,
    action: wire.action,
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

const UNEXPLAINED: Ack['rejection'] = { code: 'failed', message: '' };

/** Return undefined for a text that is not JSON. */
function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
