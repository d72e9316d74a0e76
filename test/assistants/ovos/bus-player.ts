import type { Report } from '../../../src-main/assistants/assistant.ts';
import { OVOS } from '../../../src-main/assistants/ovos/reduce.ts';
import type { BusFrame } from '../../../src-main/assistants/ovos/wire.ts';
import { parseFrame } from '../../../src-main/assistants/ovos/wire.ts';
import type { ReducerEvent, ReducerInput } from '../../../src-main/assistants/reduced-assistant.ts';
import type { CommandRequest } from '../../../src-shared/commands.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A frame as a service sends it. */
export function frame(type: string, data: Fields = {}, context: Fields = {}): string {
  return JSON.stringify({ type, data, context: { session: { session_id: 'default', lang: 'en-US' }, ...context } });
}

/** The services' answers to the overlay's first questions; default. */
const ANSWERS: Readonly<Record<string, string>> = {
  'mycroft.voice.is_ready': frame('mycroft.voice.is_ready.response', { status: true }),
  'mycroft.audio.is_ready': frame('mycroft.audio.is_ready.response', { status: true }),
  'mycroft.skills.is_ready': frame('mycroft.skills.is_ready.response', { status: true }),
  'mycroft.mic.get_status': frame('mycroft.mic.get_status.response', { muted: false }),
  'recognizer_loop:state.get': frame('recognizer_loop:state', { mode: 'wakeword', state: 'wakeword' }),
  'mycroft.audio.speak.status': frame('mycroft.audio.is_speaking', { speaking: false }),
};

/** The overlay on a bus that is worked by hand. */
export function onBus() {
  let memory = OVOS.initial;
  let nowMs = 1_000;
  const events: ReducerEvent[] = [];
  /** The topics of the overlay's messages. */
  let sent: string[] = [];

  const take = (input: ReducerInput<BusFrame>) => {
    const step = OVOS.reduce(memory, input, nowMs);
    memory = step.memory;
    events.push(...step.events);
    sent.push(...step.frames.map((text) => String(JSON.parse(text).type)));
    return step.frames;
  };
  const player = {
    /** Plays frames of the bus. */
    on(...frames: readonly string[]) {
      for (const raw of frames) {
        const parsed = parseFrame(raw);
        if (parsed !== null) take({ kind: 'message', message: parsed });
      }
      return player;
    },
    /** Begins the link with the bus's greeting, and answers as the services that are there. */
    begin(changes: Readonly<Record<string, string | null>> = {}) {
      const answers: Readonly<Record<string, string | null>> = { ...ANSWERS, ...changes };
      player.on(frame('connected'));
      return player.on(...player.takeSent().flatMap((topic) => answers[topic] ?? []));
    },
    /** Lets time pass, with every deadline on the way. */
    wait(ms: number) {
      const untilMs = nowMs + ms;
      for (let dueMs = OVOS.dueAtMs(memory); dueMs !== null && dueMs <= untilMs; dueMs = OVOS.dueAtMs(memory)) {
        nowMs = dueMs;
        take({ kind: 'due' });
      }
      nowMs = untilMs;
      return player;
    },
    alive() {
      take({ kind: 'alive' });
      return player;
    },
    gone() {
      take({ kind: 'gone' });
      return player;
    },
    /** Sends a command, and returns the frames that leave. */
    command(id: string, request: CommandRequest) {
      return take({ kind: 'command', id, request }).map((text) => JSON.parse(text));
    },
    /** The topics that the overlay has sent since the last call. */
    takeSent() {
      const topics = sent;
      sent = [];
      return topics;
    },
    events,
    reports: () => events.flatMap((event) => (event.kind === 'report' ? [event.report] : [])),
    /** The last report. */
    shows(): Report {
      const report = player.reports().at(-1);
      if (report === undefined) throw new Error('nothing has been reported');
      return report;
    },
    offers: () => events.flatMap((event) => (event.kind === 'offer' ? [event.offer.commands] : [])).at(-1) ?? [],
    acks: () => events.flatMap((event) => (event.kind === 'ack' ? [event.ack] : [])),
    dueMs: () => OVOS.dueAtMs(memory),
  };
  return player;
}

export const wakeWord = frame('recognizer_loop:wakeword', { utterance: 'hey mycroft' });
export const recordBegin = frame('recognizer_loop:record_begin');
export const recordEnd = frame('recognizer_loop:record_end');
export const handled = frame('ovos.utterance.handled');
export const outputBegin = frame('recognizer_loop:audio_output_start');
export const outputEnd = frame('recognizer_loop:audio_output_end');
export const utterance = (...utterances: readonly string[]) =>
  frame('recognizer_loop:utterance', { utterances, lang: 'en-US' });
export const speak = (text: string, expect_response = false) =>
  frame('speak', { utterance: text, expect_response, meta: {} });
export const sentence = (text: string) => frame('recognizer_loop:utterance_start', { utterance: text });
/** A question that was spoken, up to its words. */
export const asked = (text: string) => [wakeWord, recordBegin, recordEnd, utterance(text)];
