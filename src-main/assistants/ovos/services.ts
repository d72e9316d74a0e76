import type { Memory } from './memory.ts';
import { type BusMessage, busFrame, SERVICES, type Service } from './wire.ts';

/**
 * Which services are on the bus. It says nothing by itself, so they are asked, and one that does not answer is missing. They
 * start after the bus, and are asked again for a while. Pure.
 */

/** Between two questions to services that have not answered. */
const ASK_EVERY_MS = 1_000;
/** From the start of the link until a service without an answer is missing. */
const GIVE_UP_AFTER_MS = 10_000;

/** The questions for a service's state, beginning with whether it is ready. */
const QUESTIONS: Readonly<Record<Service, readonly string[]>> = {
  voice: ['mycroft.voice.is_ready', 'mycroft.mic.get_status', 'recognizer_loop:state.get'],
  audio: ['mycroft.audio.is_ready', 'mycroft.audio.speak.status'],
  skills: ['mycroft.skills.is_ready'],
};

/** Ask for the volume. Only a plugin answers, and there may be none. */
export const ASK_VOLUME = busFrame('mycroft.volume.get');
/** Ask for the microphone, and whether the listener sleeps. */
export const ASK_MIC: readonly string[] = ['mycroft.mic.get_status', 'recognizer_loop:state.get'].map((type) =>
  busFrame(type),
);

/** Return the memory at the start of a link, and the questions to send. */
export function beginServices(memory: Memory, nowMs: number): readonly [Memory, readonly string[]] {
  const dueAtMs = { ...memory.dueAtMs, services: nowMs + ASK_EVERY_MS, 'give-up': nowMs + GIVE_UP_AFTER_MS };
  return [{ ...memory, dueAtMs }, [...questionsTo(SERVICES), ASK_VOLUME]];
}

/** Return the memory when it is time to ask again, and the questions to send. */
export function askAgain(memory: Memory, nowMs: number): readonly [Memory, readonly string[]] {
  const unknown = SERVICES.filter((service) => memory.services[service] === 'unknown');
  if (unknown.length === 0) return [withoutQuestions(memory), []];
  return [
    { ...memory, dueAtMs: { ...memory.dueAtMs, services: nowMs + ASK_EVERY_MS } },
    [...questionsTo(unknown), ...(unknown.includes('voice') ? [ASK_VOLUME] : [])],
  ];
}

/** Return the memory once services have had time enough to answer. */
export function giveUp(memory: Memory): Memory {
  const { voice, audio, skills } = memory.services;
  const missing = (state: typeof voice) => (state === 'unknown' ? 'missing' : state);
  const known = withoutQuestions({
    ...memory,
    isKnown: true,
    services: { voice: missing(voice), audio: missing(audio), skills: missing(skills) },
  });
  if (known.services.voice !== 'missing' || memory.doing !== 'nothing') return known;
  return { ...known, doing: 'failed', cause: null, problem: 'no-voice-service' };
}

/** Return the questions to the services that are missing: they may have come. */
export function questionsToMissing({ services }: Memory): readonly string[] {
  return questionsTo(SERVICES.filter((service) => services[service] === 'missing'));
}

/** Return the memory after a message, as far as it tells that a service is there. */
export function withService(memory: Memory, message: BusMessage): Memory {
  const service = serviceOf(message);
  if (service === null || memory.services[service] === 'ready') return memory;
  const next: Memory = {
    ...memory,
    isKnown: memory.isKnown || service === 'voice',
    services: { ...memory.services, [service]: 'ready' },
  };
  const wasMissed = service === 'voice' && memory.problem === 'no-voice-service';
  return wasMissed ? { ...next, doing: 'nothing', problem: null } : next;
}

function serviceOf(message: BusMessage): Service | null {
  switch (message.kind) {
    case 'service':
      // A listener that is still loading tells the state of its microphone already, and would not hear.
      return message.isReady ? message.service : null;
    case 'wake-word':
    case 'record-begin':
      return 'voice';
    case 'output-begin':
      return 'audio';
    case 'speak':
    case 'handled':
    case 'unmatched':
      return 'skills';
    default:
      return null;
  }
}

function questionsTo(services: readonly Service[]): readonly string[] {
  return services.flatMap((service) => QUESTIONS[service].map((type) => busFrame(type)));
}

function withoutQuestions(memory: Memory): Memory {
  return { ...memory, dueAtMs: { ...memory.dueAtMs, services: null, 'give-up': null } };
}
