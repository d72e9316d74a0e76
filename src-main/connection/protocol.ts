import * as v from 'valibot';
import type { Command } from '../../src-preload/contract.ts';
import { cleanStatus, cleanText } from './text.ts';

/** What a client may ask of its overlay. */
const ACTIONS = ['open_settings', 'toggle_visibility', 'quit'] as const;

/** What the client says of itself (docs/protocol.md), its texts cleaned for display. */
export interface Status {
  /** Free text, one line. */
  readonly status: string;
  /** The last answer, possibly an old one. */
  readonly text: string;
  readonly isListening: boolean;
  readonly isSpeaking: boolean;
  readonly wakeWordDetected: boolean;
  readonly overlayVisible: boolean;
  /** null: the client did not say. */
  readonly monitoring: boolean | null;
  /** What this one frame asks of the overlay. */
  readonly action: (typeof ACTIONS)[number] | null;
}

/** A missing or wrong-typed field keeps its default, so that one odd field does not cost us the rest. */
const flag = v.fallback(v.boolean(), false);

const WireStatus = v.object({
  status: v.fallback(v.string(), ''),
  text: v.fallback(v.string(), ''),
  is_listening: flag,
  is_speaking: flag,
  wake_word_detected: flag,
  overlay_visible: flag,
  monitoring: v.fallback(v.nullable(v.boolean()), null),
  action: v.fallback(v.nullable(v.picklist(ACTIONS)), null),
});

const jsonObject = v.custom<object>((input) => typeof input === 'object' && input !== null && !Array.isArray(input));

const StatusFrame = v.object({ type: v.literal('status'), data: v.pipe(jsonObject, WireStatus) });

const PollBody = v.pipe(
  jsonObject,
  // Any HTTP server may answer `{}`: at least one field has to be ours.
  v.check(hasKnownField),
  v.object({ ...WireStatus.entries, tts_playing: flag }),
);

/** Reads one frame of the socket. null when it is not a status frame (another type, not JSON, no object); never throws. */
export function parseFrame(raw: string): Status | null {
  const result = v.safeParse(StatusFrame, parseJson(raw));
  return result.success ? toStatus(result.output.data) : null;
}

/** Reads the body of `GET /api/status`, the same fields without an envelope. null when it is not the client's; never throws. */
export function parsePollBody(raw: string): Status | null {
  const result = v.safeParse(PollBody, parseJson(raw));
  if (!result.success) return null;
  const body = result.output;
  return toStatus({ ...body, is_speaking: body.is_speaking || body.tts_playing });
}

/** A command as the client expects it: always a JSON object, because the client's handler fails on anything else. */
export function commandFrame(command: Command): string {
  return JSON.stringify({ type: 'command', command });
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
    action: wire.action,
  };
}

function hasKnownField(body: object): boolean {
  const fields = new Map<string, unknown>(Object.entries(body));
  const isText = (name: string) => typeof fields.get(name) === 'string';
  const isFlag = (name: string) => typeof fields.get(name) === 'boolean';
  return (
    ['status', 'text'].some(isText) ||
    ['is_listening', 'is_speaking', 'wake_word_detected', 'overlay_visible', 'monitoring', 'tts_playing'].some(isFlag)
  );
}

/** undefined for what is not JSON. */
function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
