import * as v from 'valibot';
import { parseJson } from '../../../src-shared/json.ts';
import { cleanStatus, cleanText } from '../clean-text.ts';

/**
 * The wire of Linux Voice Assistant: its Peripheral API, as version 1.1.15 speaks it. Events come in, commands go out, and
 * nothing is acknowledged. Only this file knows the names.
 */

/** Events that carry nothing more. */
const BARE_KINDS = {
  wake_word_detected: 'wake-word',
  listening: 'listening',
  thinking: 'thinking',
  tts_speaking: 'speech-begin',
  tts_finished: 'speech-end',
  idle: 'idle',
  disconnected: 'server-lost',
} as const;
type BareKind = (typeof BARE_KINDS)[keyof typeof BARE_KINDS];

/** The assistant's messages, as far as the overlay needs them. Texts are clean. */
export type LvaMessage =
  /** An event that has no use here. */
  | { readonly kind: 'other' }
  /** The first event of a link. The event of the current state follows. */
  | {
      readonly kind: 'snapshot';
      readonly isMuted: boolean;
      readonly volume: number | null;
      /** Whether it is connected to Home Assistant, without which it answers nothing. */
      readonly hasServer: boolean;
      /** The last question and answer, possibly long past; null where unknown. */
      readonly heard: string | null;
      readonly answer: string | null;
    }
  | { readonly kind: BareKind }
  | { readonly kind: 'heard' | 'answer'; readonly text: string }
  /** The cause in its words; null: it gave none, as 1.1.15 never does. */
  | { readonly kind: 'failed'; readonly cause: string | null }
  | { readonly kind: 'server-found' }
  | { readonly kind: 'microphone'; readonly isMuted: boolean }
  | { readonly kind: 'volume'; readonly level: number }
  | { readonly kind: 'loudspeaker'; readonly isMuted: boolean }
  /** A timer has run out. Its name may be empty. */
  | { readonly kind: 'timer'; readonly id: string; readonly name: string };

/** The assistant's own commands. */
export type LvaCommand =
  | { readonly command: 'start_listening' | 'stop_pipeline' | 'stop_timer_ringing' | 'mute_mic' | 'unmute_mic' }
  | { readonly command: 'set_volume'; readonly data: { readonly volume: number } };

const OTHER: LvaMessage = { kind: 'other' };

const Fields = v.record(v.string(), v.unknown());
const Envelope = v.object({ event: v.string(), data: v.fallback(Fields, {}) });
type Data = v.InferOutput<typeof Fields>;

const READ: Readonly<Record<string, (data: Data) => LvaMessage>> = {
  snapshot: ({ muted, volume, ha_connected, last_stt_text, last_tts_text }) => ({
    kind: 'snapshot',
    isMuted: muted === true,
    volume: fraction(volume),
    hasServer: ha_connected !== false,
    heard: text(last_stt_text, cleanStatus),
    answer: text(last_tts_text, cleanText),
  }),
  stt_text: (data) => withText('heard', text(data['text'], cleanStatus)),
  tts_text: (data) => withText('answer', text(data['text'], cleanText)),
  pipeline_error: ({ reason }) => ({ kind: 'failed', cause: text(reason, cleanStatus) }),
  zeroconf: ({ status }) => (status === 'connected' ? { kind: 'server-found' } : OTHER),
  muted: ({ muted }) => (typeof muted === 'boolean' ? { kind: 'microphone', isMuted: muted } : OTHER),
  volume_muted: ({ muted }) => (typeof muted === 'boolean' ? { kind: 'loudspeaker', isMuted: muted } : OTHER),
  volume_changed({ volume }) {
    const level = fraction(volume);
    return level === null ? OTHER : { kind: 'volume', level };
  },
  timer_ringing: ({ id, name }) => ({ kind: 'timer', id: String(id), name: text(name, cleanStatus) ?? '' }),
};

/** Read a frame; null for one that is not an event. Never throws. */
export function parseEvent(raw: string): LvaMessage | null {
  const envelope = v.safeParse(Envelope, parseJson(raw));
  if (!envelope.success) return null;
  const { event, data } = envelope.output;
  const bare = Object.entries(BARE_KINDS).find(([name]) => name === event);
  if (bare !== undefined) return { kind: bare[1] };
  // An event may be called as a property that every object has.
  return Object.hasOwn(READ, event) ? (READ[event]?.(data) ?? OTHER) : OTHER;
}

/** Write a command as a frame. */
export function commandFrame(command: LvaCommand): string {
  return JSON.stringify(command);
}

function withText(kind: 'heard' | 'answer', said: string | null): LvaMessage {
  return said === null ? OTHER : { kind, text: said };
}

/** Return a clean text; null for anything that is none, or has nothing to read. */
function text(value: unknown, clean: (raw: string) => string): string | null {
  const cleaned = typeof value === 'string' ? clean(value) : '';
  return cleaned === '' ? null : cleaned;
}

/** Return a number from 0 to 1; null for anything else. */
function fraction(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}
