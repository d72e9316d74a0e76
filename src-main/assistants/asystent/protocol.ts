import * as v from 'valibot';
import {
  type AssistantValue,
  type CommandName,
  type CommandRequest,
  REJECTION_CODES,
} from '../../../src-shared/commands.ts';
import { parseJson } from '../../../src-shared/json.ts';
import type { Ack, Offer, OverlayIdentity } from '../assistant.ts';
import { cleanLine } from '../clean-text.ts';
import { type MonitoringCommand, WireOffer } from './protocol-offer.ts';
import { jsonObject, readStatus, type Status, statusInBody, WireStatus } from './protocol-status.ts';
import type { Delta, WrittenAnswer } from './written-answer.ts';

/** The protocol's version with a client that answers our hello. */
export const PROTOCOL = 2;

/** The frames and fields that clients send only to overlays that take them. */
const ACCEPTS = ['text_delta', 'level'] as const;

/** One frame of the client. */
export type Frame =
  /** @param answer the status's answer as the client wrote it. */
  | { readonly kind: 'status'; readonly status: Status; readonly answer: WrittenAnswer }
  | { readonly kind: 'delta'; readonly delta: Delta }
  /** @param monitoring how the client takes `set_monitoring`. */
  | { readonly kind: 'offer'; readonly offer: Offer; readonly monitoring: MonitoringCommand }
  | { readonly kind: 'ack'; readonly ack: Ack };

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

const position = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const WireFrame = v.variant('type', [
  v.object({ type: v.literal('status'), data: v.pipe(jsonObject, WireStatus) }),
  v.object({ type: v.literal('text_delta'), turn: position, at: position, append: v.string() }),
  v.object({ type: v.literal('hello'), data: v.pipe(jsonObject, WireOffer) }),
  v.object({
    type: v.literal('ack'),
    id: v.string(),
    ok: v.boolean(),
    error: v.fallback(v.optional(WireRejection), undefined),
  }),
]);

/** Read one frame of the socket; null for one that we don't know (another type, not JSON, no object). Never throws. */
export function parseFrame(raw: string): Frame | null {
  return readFrame(parseJson(raw));
}

/**
 * Read a message whose kind is known from elsewhere, such as a broker's topic: a status and a hello without their envelope, an
 * ack without its type. null for one that is not of that kind. Never throws.
 */
export function parseMessage(kind: 'status' | 'hello' | 'ack', raw: string): Frame | null {
  const message = parseJson(raw);
  if (kind !== 'ack') return readFrame({ type: kind, data: message });
  return v.is(jsonObject, message) ? readFrame({ ...message, type: kind }) : null;
}

function readFrame(input: unknown): Frame | null {
  const result = v.safeParse(WireFrame, input);
  if (!result.success) return null;
  const frame = result.output;
  switch (frame.type) {
    case 'status':
      return { kind: 'status', ...readStatus(frame.data) };
    case 'text_delta':
      return { kind: 'delta', delta: { turn: frame.turn, at: frame.at, append: frame.append } };
    case 'hello':
      return { kind: 'offer', ...frame.data };
    case 'ack':
      return { kind: 'ack', ack: { id: frame.id, rejection: frame.ok ? null : (frame.error ?? UNEXPLAINED) } };
  }
}

/** Read the body of `GET /api/status`: the status without its envelope; null if it is not the client's. Never throws. */
export function parsePollBody(raw: string): Status | null {
  return statusInBody(parseJson(raw));
}

/** Write the hello with which an overlay offers version 2. */
export function helloFrame(overlay: OverlayIdentity): string {
  const { id, name, version } = overlay;
  return JSON.stringify({
    type: 'hello',
    data: { protocol: PROTOCOL, overlay: { id, name, version }, accepts: ACCEPTS },
  });
}

/** The commands that every client of version 1 carries out. */
export const VERSION_1_COMMANDS: readonly CommandName[] = ['set_monitoring', 'stop_tts'];

/**
 * Write the frame of a command: always a JSON object, because the handler of the released client fails on anything else.
 * @param id names the client's answer; null for a client of version 1, which gives none.
 * @param monitoring the client's command for `set_monitoring`.
 */
export function commandFrame(request: CommandRequest, id: string | null, monitoring: MonitoringCommand): string {
  const isToggle = request.command === 'set_monitoring' && monitoring === 'toggle_monitoring';
  const body = isToggle ? { command: monitoring } : commandBody(request);
  return JSON.stringify({ type: 'command', ...(id !== null && { id }), ...body });
}

/** Return a command's name and its arguments, by their names on the wire. */
export function commandBody(request: CommandRequest): { readonly command: CommandName; readonly args?: WireArgs } {
  const { command } = request;
  const args = argsOf(request);
  return args === null ? { command } : { command, args };
}

/**
 * Whether a toggle would undo the state that a command asks for.
 * @param monitoring as in the client's last status; null: unknown.
 */
export function isAlreadySo(request: CommandRequest, monitoring: boolean | null): boolean {
  return request.command === 'set_monitoring' && request.args.on === monitoring;
}

type WireArgs = Readonly<Record<string, AssistantValue>>;

function argsOf(request: CommandRequest): WireArgs | null {
  switch (request.command) {
    case 'set_monitoring':
      return { on: request.args.on };
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

const UNEXPLAINED: Ack['rejection'] = { code: 'failed', message: '' };
