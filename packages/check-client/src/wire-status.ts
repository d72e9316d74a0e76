/** The status as docs/protocol.md describes it: the fields of the wire, with a default for each one that is missing or wrong. */

import { isObject } from './json.ts';

/** Beyond this length, in UTF-16 units, an overlay ignores the line. */
const LINE_MAX_LENGTH = 200;

/** The phases that a client may name. */
const PHASES = ['speaking', 'error', 'thinking', 'listening', 'paused', 'ready'] as const;
export type Phase = (typeof PHASES)[number];

export interface WireStatus {
  readonly status: string;
  readonly text: string;
  readonly is_listening: boolean;
  readonly is_speaking: boolean;
  readonly wake_word_detected: boolean;
  readonly overlay_visible: boolean;
  /** null if unknown, like the fields below. */
  readonly monitoring: boolean | null;
  readonly volume: number | null;
  readonly muted: boolean | null;
  readonly turn: number | null;
  /** null: overlays have to guess it. */
  readonly phase: Phase | null;
  readonly heard: string;
  readonly level: number | null;
  /** In code points of the text. */
  readonly spoken: number | null;
  readonly notice: { readonly kind: string; readonly title: string } | null;
  readonly activity: string;
  readonly needs_user: boolean;
}

const FLAGS = ['is_listening', 'is_speaking', 'wake_word_detected', 'overlay_visible', 'monitoring', 'tts_playing'];

/** Return the status in a frame; null if it is no status frame. */
export function statusInFrame(frame: unknown): WireStatus | null {
  if (!isObject(frame) || frame['type'] !== 'status' || !isObject(frame['data'])) return null;
  return withDefaults(frame['data']);
}

/** Return the status in the body of `GET /api/status`; null if it has no flag, and so belongs to another web app. */
export function statusInBody(body: unknown): WireStatus | null {
  if (!isObject(body) || !FLAGS.some((flag) => typeof body[flag] === 'boolean')) return null;
  const status = withDefaults(body);
  return { ...status, is_speaking: status.is_speaking || body['tts_playing'] === true };
}

/** Return the addition to an answer in a frame; null if it is none. */
export function deltaIn(
  frame: unknown,
): { readonly turn: number; readonly at: number; readonly append: string } | null {
  if (!isObject(frame) || frame['type'] !== 'text_delta') return null;
  const { turn, at, append } = frame;
  const isRight = typeof turn === 'number' && typeof at === 'number' && typeof append === 'string' && append !== '';
  return isRight && isCount(turn) && isCount(at) ? { turn, at, append } : null;
}

/** Return the commands that a hello lists. */
export function commandsIn(hello: unknown): readonly unknown[] {
  const data = isObject(hello) ? hello['data'] : null;
  return isObject(data) && Array.isArray(data['commands']) ? data['commands'] : [];
}

function withDefaults(fields: Readonly<Record<string, unknown>>): WireStatus {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  const flag = (name: string) => (typeof fields[name] === 'boolean' ? fields[name] : null);
  const number = (name: string, isValid: (value: number) => boolean) =>
    typeof fields[name] === 'number' && isValid(fields[name]) ? fields[name] : null;
  return {
    status: text('status').slice(0, LINE_MAX_LENGTH),
    text: text('text'),
    is_listening: flag('is_listening') ?? false,
    is_speaking: flag('is_speaking') ?? false,
    wake_word_detected: flag('wake_word_detected') ?? false,
    overlay_visible: flag('overlay_visible') ?? false,
    monitoring: flag('monitoring'),
    volume: number('volume', (value) => value >= 0 && value <= 1),
    muted: flag('muted'),
    turn: number('turn', isCount),
    phase: PHASES.find((phase) => phase === fields['phase']) ?? null,
    heard: text('heard'),
    level: number('level', (value) => value >= 0 && value <= 1),
    spoken: number('spoken', isCount),
    notice: noticeIn(fields['notice']),
    activity: text('activity'),
    needs_user: flag('needs_user') ?? false,
  };
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

function noticeIn(value: unknown): WireStatus['notice'] {
  if (!isObject(value)) return null;
  const { kind, title } = value;
  return {
    kind: typeof kind === 'string' ? kind : 'notification',
    title: typeof title === 'string' ? title : '',
  };
}
