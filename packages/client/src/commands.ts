import * as v from 'valibot';
import {
  BARE_COMMANDS,
  COMMANDS,
  type CommandRequest,
  OFFERED_COMMANDS,
  type RejectionCode,
  TYPED_TEXT_MAX_LENGTH,
} from '../../../src-shared/commands.ts';
import type { ClientLanguage } from '../../../src-shared/languages.ts';
import { type StatusPatch, TURN_OVER, type WireStatus } from './status.ts';

const PROTOCOL = 2;

/** How an overlay names itself in its hello. */
export interface OverlayName {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** What an overlay may send. */
export type OverlayMessage =
  | { readonly kind: 'hello'; readonly overlay: OverlayName }
  /** @param id null: of version 1, which gets no answer. */
  | { readonly kind: 'command'; readonly id: string | null; readonly request: CommandRequest }
  /** A command that is not known or whose arguments are wrong. */
  | { readonly kind: 'bad-command'; readonly id: string | null; readonly code: RejectionCode };

const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const Hello = v.object({
  type: v.literal('hello'),
  data: v.object({
    protocol: v.pipe(v.number(), v.integer(), v.minValue(PROTOCOL)),
    overlay: v.object({ id: Id, name: Line, version: Line }),
  }),
});
const AnyCommand = v.object({ type: v.literal('command'), id: v.optional(Id), command: v.string() });
const Request: v.GenericSchema<unknown, CommandRequest> = v.variant('command', [
  v.object({ command: v.picklist(BARE_COMMANDS) }),
  v.object({
    command: v.literal('set_volume'),
    args: v.object({ level: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  }),
  v.object({ command: v.literal('set_muted'), args: v.object({ muted: v.boolean() }) }),
  v.object({
    command: v.literal('send_text'),
    args: v.object({ text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TYPED_TEXT_MAX_LENGTH)) }),
  }),
  v.object({
    command: v.literal('set_setting'),
    args: v.object({ key: v.string(), value: v.union([v.pipe(v.number(), v.finite()), v.boolean(), v.string()]) }),
  }),
]);

/** Reads a frame of an overlay; null for everything that is neither a hello nor a command. Never throws. */
export function parseMessage(raw: string): OverlayMessage | null {
  const frame = parseJson(raw);
  const hello = v.safeParse(Hello, frame);
  if (hello.success) return { kind: 'hello', overlay: hello.output.data.overlay };
  const command = v.safeParse(AnyCommand, frame);
  if (!command.success) return null;
  const id = command.output.id ?? null;
  const request = v.safeParse(Request, frame);
  if (request.success) return { kind: 'command', id, request: request.output };
  const known: readonly string[] = [...COMMANDS, ...OFFERED_COMMANDS];
  return { kind: 'bad-command', id, code: known.includes(command.output.command) ? 'invalid' : 'unsupported' };
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** What a command changes in the status at once. Monitoring that is switched ends the turn as well. Pure. */
export function effectOf(request: CommandRequest, status: WireStatus): StatusPatch {
  switch (request.command) {
    case 'stop_tts':
      return status.is_speaking ? TURN_OVER : {};
    case 'toggle_monitoring':
      return status.monitoring
        ? { ...TURN_OVER, status: 'Monitoring Stopped', monitoring: false }
        : { ...TURN_OVER, monitoring: true };
    case 'set_volume':
      return { volume: request.args.level };
    case 'set_muted':
      return { muted: request.args.muted };
    case 'start_listening':
    case 'send_text':
    case 'set_setting':
      return {};
  }
}

/** Why the client can't carry a command out in this state; null when it can. Pure. */
export function refusalOf(request: CommandRequest, status: WireStatus): RejectionCode | null {
  const asks = request.command === 'start_listening' || request.command === 'send_text';
  return asks && (status.is_listening || status.is_speaking) ? 'busy' : null;
}

/** What the client says of a command that it did not carry out. */
export const REJECTIONS: Readonly<Record<ClientLanguage, Readonly<Record<RejectionCode, string>>>> = {
  pl: {
    invalid: 'Nieprawidłowa wartość.',
    unsupported: 'Nieznane polecenie.',
    busy: 'Poprzednie pytanie jeszcze trwa.',
    unavailable: 'To teraz niemożliwe.',
    failed: 'Nie udało się.',
  },
  en: {
    invalid: 'This value is not valid.',
    unsupported: 'This command is not known.',
    busy: 'A turn is going on.',
    unavailable: 'This is not possible now.',
    failed: 'It failed.',
  },
};
