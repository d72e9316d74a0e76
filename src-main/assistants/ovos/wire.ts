import * as v from 'valibot';
import { parseJson } from '../../../src-shared/json.ts';
import { cleanStatus, cleanText } from '../clean-text.ts';

/**
 * The wire of OVOS, Neon and Mycroft: a message bus over one WebSocket, which hands every frame to every client. Only this
 * file knows its topics. They are being renamed to `ovos.*`; meanwhile newer services send both names.
 */

/** Messages that carry nothing more. */
type BareKind =
  | 'wake-word'
  | 'record-begin'
  | 'record-end'
  | 'not-recognized'
  /** No skill understood the question. */
  | 'unmatched'
  /** The question has been dealt with, though its answer may still have to be spoken. */
  | 'handled'
  | 'cancelled'
  | 'output-begin'
  | 'output-end'
  /** The service that speaks has been stopped. Comes before `output-end`. */
  | 'speech-cut'
  /** Somebody stops everything, which also unmutes the microphone. */
  | 'stop'
  /** Somebody mutes the microphone, or puts the listener to sleep, or the reverse. */
  | 'mic-changed'
  /** The listener changes the volume for the time of a recording. */
  | 'ducked';

/** The services' messages on the bus, as far as the overlay needs them. Texts are clean. */
export type BusMessage =
  /** A frame of the bus that has no use here. */
  | { readonly kind: 'other' }
  /** The bus encrypts its frames (`websocket.secret_key`). */
  | { readonly kind: 'encrypted' }
  | { readonly kind: BareKind }
  /** A question, spoken or typed. */
  | { readonly kind: 'utterance'; readonly text: string }
  | { readonly kind: 'skill-failed'; readonly cause: string | null }
  /** Part of an answer. */
  | { readonly kind: 'speak'; readonly text: string; readonly expectsAnswer: boolean }
  /** The part that begins to be heard. */
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'speaking'; readonly isOn: boolean }
  | { readonly kind: 'mic'; readonly isMuted: boolean }
  | { readonly kind: 'listener'; readonly isAsleep: boolean; readonly isRecording: boolean }
  /** From 0 to 1. Either is null where the plugin does not say. */
  | { readonly kind: 'volume'; readonly level: number | null; readonly isMuted: boolean | null }
  | { readonly kind: 'service'; readonly service: Service; readonly isReady: boolean };

/** The services that the overlay depends on: the one that listens, the one that speaks, the one that answers. */
export const SERVICES = ['voice', 'audio', 'skills'] as const;
export type Service = (typeof SERVICES)[number];

export interface BusFrame {
  readonly message: BusMessage;
  /** The assistant's language, such as `pl-PL`; null where the frame does not say. */
  readonly lang: string | null;
}

/** Our name in the context of our messages. The answers keep it. */
const SOURCE = 'asystent-overlay';

const LOCAL_SESSION = 'default';

/** A language tag of the kind that OVOS uses. Others are not sent back. */
const LANG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

type Fields = Readonly<Record<string, unknown>>;

const fields = v.custom<Fields>((input) => typeof input === 'object' && input !== null && !Array.isArray(input));
const Envelope = v.object({ type: v.string(), data: fields, context: fields });
const Encrypted = v.object({ ciphertext: v.string(), tag: v.string(), nonce: v.string() });

/** The newer names of topics. The old ones are used here, because every version knows them. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  'ovos.utterance.handle': 'recognizer_loop:utterance',
  'ovos.utterance.speak': 'speak',
  'ovos.audio.output.started': 'recognizer_loop:audio_output_start',
  'ovos.audio.output.ended': 'recognizer_loop:audio_output_end',
  'ovos.listener.record.started': 'recognizer_loop:record_begin',
  'ovos.listener.record.ended': 'recognizer_loop:record_end',
  'ovos.listener.sleep': 'recognizer_loop:sleep',
  'ovos.listener.awoken': 'mycroft.awoken',
  'ovos.intent.unmatched': 'complete_intent_failure',
  'ovos.stop': 'mycroft.stop',
};
const RENAMED: ReadonlySet<string> = new Set(Object.values(OLD_NAMES));

type Read = (data: Fields, context: Fields) => BusMessage;

const OTHER: BusMessage = { kind: 'other' };
const plainly = (kind: BareKind): Read => {
  const message: BusMessage = { kind };
  return () => message;
};

/** The topics of the machine's own microphone and loudspeaker, which may come from any session. */
const OF_DEVICES: Readonly<Record<string, Read>> = {
  'mycroft.mic.mute': plainly('mic-changed'),
  'mycroft.mic.unmute': plainly('mic-changed'),
  'mycroft.mic.mute.toggle': plainly('mic-changed'),
  'recognizer_loop:sleep': plainly('mic-changed'),
  'recognizer_loop:wake_up': plainly('mic-changed'),
  'mycroft.awoken': plainly('mic-changed'),
  'mycroft.stop': plainly('stop'),
  'mycroft.mic.get_status.response': ({ muted }) =>
    typeof muted === 'boolean' ? { kind: 'mic', isMuted: muted } : OTHER,
  'recognizer_loop:state': ({ state }) =>
    typeof state === 'string'
      ? { kind: 'listener', isAsleep: state === 'sleeping', isRecording: RECORDING_STATES.includes(state) }
      : OTHER,
  'mycroft.volume.get.response': ({ percent, muted }) => ({
    kind: 'volume',
    level: typeof percent === 'number' && percent >= 0 && percent <= 1 ? percent : null,
    isMuted: typeof muted === 'boolean' ? muted : null,
  }),
  'mycroft.volume.set': (_, { skill_id }) => (skill_id === 'dinkum-listener' ? { kind: 'ducked' } : OTHER),
  'mycroft.voice.is_ready.response': readiness('voice'),
  'mycroft.audio.is_ready.response': readiness('audio'),
  'mycroft.skills.is_ready.response': readiness('skills'),
};

const RECORDING_STATES: readonly string[] = ['confirmation', 'before_cmd', 'in_cmd'];

/** The topics of a conversation. Those of other sessions belong to satellites elsewhere. */
const OF_TURNS: Readonly<Record<string, Read>> = {
  'recognizer_loop:wakeword': plainly('wake-word'),
  'recognizer_loop:record_begin': plainly('record-begin'),
  'recognizer_loop:record_end': plainly('record-end'),
  'recognizer_loop:speech.recognition.unknown': plainly('not-recognized'),
  'recognizer_loop:utterance'({ utterances }) {
    const first: unknown = Array.isArray(utterances) ? utterances[0] : null;
    const text = typeof first === 'string' ? cleanText(first) : '';
    return text === '' ? OTHER : { kind: 'utterance', text };
  },
  'mycroft.skill.handler.error': ({ exception }) => failed(exception),
  'ovos.intent.handler.error': ({ exception }) => failed(exception),
  complete_intent_failure: plainly('unmatched'),
  'ovos.utterance.handled': plainly('handled'),
  'ovos.utterance.cancelled': plainly('cancelled'),
  speak({ utterance, expect_response }) {
    const text = typeof utterance === 'string' ? cleanText(utterance) : '';
    return text === '' ? OTHER : { kind: 'speak', text, expectsAnswer: expect_response === true };
  },
  'recognizer_loop:utterance_start'({ utterance }) {
    const text = typeof utterance === 'string' ? cleanText(utterance) : '';
    return text === '' ? OTHER : { kind: 'sentence', text };
  },
  'recognizer_loop:audio_output_start': plainly('output-begin'),
  'recognizer_loop:audio_output_end': plainly('output-end'),
  'mycroft.audio.is_speaking': isSpeaking,
  'ovos.audio.is_speaking': isSpeaking,
  'ovos.audio.is_speaking.response': isSpeaking,
  'mycroft.stop.handled': ({ by }) => (by === 'TTS' ? { kind: 'speech-cut' } : OTHER),
};

function readiness(service: Service): Read {
  return ({ status }) => (typeof status === 'boolean' ? { kind: 'service', service, isReady: status } : OTHER);
}

function failed(exception: unknown): BusMessage {
  const cause = typeof exception === 'string' ? cleanStatus(exception) : '';
  return { kind: 'skill-failed', cause: cause === '' ? null : cause };
}

/** The question has the same topic as its answer in newer versions, and no data. */
function isSpeaking({ speaking }: Fields): BusMessage {
  return typeof speaking === 'boolean' ? { kind: 'speaking', isOn: speaking } : OTHER;
}

/** Read a frame of the bus; null for one that is not. Never throws. */
export function parseFrame(raw: string): BusFrame | null {
  const json = parseJson(raw);
  const envelope = v.safeParse(Envelope, json);
  if (!envelope.success) return v.is(Encrypted, json) ? { message: { kind: 'encrypted' }, lang: null } : null;
  const { type, data, context } = envelope.output;
  // The frame with the newer name says the same.
  const isTwin = context['_namespace_compat_twin'] === true && RENAMED.has(type);
  const session = sessionOf(context);
  const isForeign = session.id !== LOCAL_SESSION;
  const topic = own(OLD_NAMES, type) ?? type;
  const read = own(OF_DEVICES, topic) ?? (isForeign ? undefined : own(OF_TURNS, topic));
  return {
    message: isTwin || read === undefined ? OTHER : read(data, context),
    lang: isForeign ? null : session.lang,
  };
}

/** Write a frame. Without a session it belongs to the assistant's own, and without a destination it goes to everybody. */
export function busFrame(type: string, data: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ type, data, context: { source: SOURCE } });
}

const Session = v.object({
  session_id: v.fallback(v.string(), LOCAL_SESSION),
  lang: v.fallback(v.nullable(v.pipe(v.string(), v.regex(LANG))), null),
});

function sessionOf(context: Fields): { readonly id: string; readonly lang: string | null } {
  const session = v.safeParse(Session, context['session']);
  if (!session.success) return { id: LOCAL_SESSION, lang: null };
  return { id: session.output.session_id, lang: session.output.lang };
}

/** A topic may be called as a property that every object has. */
function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
