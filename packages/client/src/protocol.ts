/** The protocol as docs/protocol.md describes it: the messages of an overlay, with the names, limits and codes. */

import * as v from 'valibot';
import { parseJson } from './json.ts';

/** The version in which commands have answers; the other side may speak a later one. */
const VERSION_WITH_ANSWERS = 2;

/** Lengths, in UTF-16 units. */
const ID_MAX_LENGTH = 100;
const LINE_MAX_LENGTH = 200;
const TYPED_TEXT_MAX_LENGTH = 2_000;

/** The languages of settings' labels and of error messages. */
export const LANGUAGES = ['pl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The commands of version 1. */
export const BASIC_COMMANDS = ['toggle_monitoring', 'stop_tts'] as const;

/** All commands. In version 2, a client lists those that it carries out. */
export const COMMANDS = [
  ...BASIC_COMMANDS,
  ...(['set_monitoring', 'set_volume', 'set_muted', 'start_listening', 'send_text', 'set_setting'] as const),
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Why a client did not carry out a command. */
export type RejectionCode = 'invalid' | 'unsupported' | 'busy' | 'unavailable' | 'failed';

/** The message, for people, that goes with each code. */
export const REJECTIONS: Readonly<Record<Language, Readonly<Record<RejectionCode, string>>>> = {
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

/** A command with its arguments. */
export type CommandRequest =
  | { readonly command: 'toggle_monitoring' | 'stop_tts' | 'start_listening' }
  | { readonly command: 'set_monitoring'; readonly args: { readonly on: boolean } }
  /** @param args.level 0 to 1. */
  | { readonly command: 'set_volume'; readonly args: { readonly level: number } }
  | { readonly command: 'set_muted'; readonly args: { readonly muted: boolean } }
  | { readonly command: 'send_text'; readonly args: { readonly text: string } }
  | {
      readonly command: 'set_setting';
      readonly args: { readonly key: string; readonly value: number | boolean | string };
    };

/** A text in both languages, or one text for both. */
type Label = string | { readonly pl: string; readonly en: string };

/** A setting of the client that overlays draw and change. */
export type Setting = { readonly key: string; readonly label: Label } & (
  | {
      readonly type: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly value: number;
    }
  | { readonly type: 'boolean'; readonly value: boolean }
  | {
      readonly type: 'choice';
      readonly choices: readonly (string | { readonly value: string; readonly label: Label })[];
      readonly value: string;
    }
  | { readonly type: 'string'; readonly maxLength: number; readonly value: string }
);

/** The identity that an overlay sends in its hello. */
export interface OverlayIdentity {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** A message of an overlay. */
type OverlayMessage =
  /** @param accepts the names of the newer frames and fields that the overlay takes. */
  { readonly kind: 'hello'; readonly overlay: OverlayIdentity; readonly accepts: readonly unknown[] } | OverlayCommand;

export type OverlayCommand =
  /** @param id null for a command of version 1, which gets no answer. */
  | { readonly kind: 'command'; readonly id: string | null; readonly request: CommandRequest }
  /** An unknown command (`unsupported`), or one with wrong arguments (`invalid`). */
  | { readonly kind: 'bad-command'; readonly id: string | null; readonly code: 'unsupported' | 'invalid' };

const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(LINE_MAX_LENGTH));
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(ID_MAX_LENGTH));

const Hello = v.object({
  type: v.literal('hello'),
  data: v.object({
    protocol: v.pipe(v.number(), v.integer(), v.minValue(VERSION_WITH_ANSWERS)),
    overlay: v.object({ id: Id, name: Line, version: Line }),
    accepts: v.fallback(v.optional(v.array(v.unknown()), []), []),
  }),
});
const AnyCommand = v.object({ type: v.literal('command'), id: v.optional(Id), command: v.string() });
const Request: v.GenericSchema<unknown, CommandRequest> = v.variant('command', [
  v.object({ command: v.picklist(['toggle_monitoring', 'stop_tts', 'start_listening']) }),
  v.object({ command: v.literal('set_monitoring'), args: v.object({ on: v.boolean() }) }),
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

/** Parse a frame of an overlay. @returns null for anything but a hello or a command. Never throws. */
export function parseMessage(raw: string): OverlayMessage | null {
  return readMessage(parseJson(raw));
}

/** Read a frame that has been parsed as JSON, in the same way. */
export function readMessage(frame: unknown): OverlayMessage | null {
  const hello = v.safeParse(Hello, frame);
  if (hello.success) {
    const { overlay, accepts } = hello.output.data;
    return { kind: 'hello', overlay, accepts };
  }
  const command = v.safeParse(AnyCommand, frame);
  if (!command.success) return null;
  const id = command.output.id ?? null;
  const request = v.safeParse(Request, frame);
  if (request.success) return { kind: 'command', id, request: request.output };
  const isKnown = COMMANDS.some((name) => name === command.output.command);
  return { kind: 'bad-command', id, code: isKnown ? 'invalid' : 'unsupported' };
}
