import type { Caption, Memory, Turn } from './memory.ts';
import { NO_TURN } from './memory.ts';
import type { BusMessage } from './wire.ts';

/** The meaning of a conversation's messages. They come one by one, and no message tells the whole state. Pure. */

/** From a part of an answer to its voice: synthesis by a server elsewhere may take this long. */
const SPEECH_WITHIN_MS = 10_000;

/** Longer texts are cut where they are shown. */
const TEXT_ENOUGH = 10_000;

/** Return the memory after a message. */
export function afterMessage(memory: Memory, message: BusMessage, nowMs: number): Memory {
  switch (message.kind) {
    case 'wake-word':
    case 'record-begin':
      return memory.doing === 'listening' ? memory : begin(memory, 'listening', null);
    case 'record-end':
      return memory.doing === 'listening' ? { ...memory, doing: 'thinking' } : memory;
    case 'utterance':
      return onUtterance(memory, message.text);
    case 'not-recognized':
    case 'cancelled':
      return isAtWork(memory) && memory.turn.text === '' ? over(memory) : memory;
    case 'skill-failed':
      return memory.isVoiceOn ? memory : { ...memory, doing: 'failed', cause: message.cause, problem: null };
    case 'unmatched':
      if (memory.turn.text !== '' || memory.isVoiceOn) return memory;
      return { ...memory, doing: 'failed', cause: null, problem: 'not-understood' };
    case 'handled':
      return onHandled(memory);
    case 'speak':
      return onSpeak(memory, message, nowMs);
    case 'sentence':
      return onSentence(memory, message.text);
    case 'output-begin':
      return withVoice(memory);
    case 'speech-cut':
      return memory.isVoiceOn ? { ...memory, isVoiceCut: true } : memory;
    case 'output-end':
      return withoutVoice(memory);
    case 'speaking':
      return message.isOn ? withVoice(memory) : withoutVoice(memory);
    default:
      return memory;
  }
}

/** Return the memory once it is clear that nobody speaks the answer. */
export function withUnspoken(memory: Memory): Memory {
  return { ...withoutDeadline(memory), doing: 'speaking', turn: { ...memory.turn, isUnspoken: true } };
}

/** Return the memory after an answer that has to be read has come to its end; null while it has not. */
export function afterUnspoken(memory: Memory): Memory | null {
  const isEnded = memory.doing === 'speaking' && memory.turn.isUnspoken && !memory.turn.isOpen;
  return isEnded ? { ...memory, doing: 'nothing' } : null;
}

function isAtWork({ doing }: Memory): boolean {
  return doing === 'listening' || doing === 'thinking';
}

function begin(memory: Memory, doing: 'listening' | 'thinking', heard: string | null): Memory {
  const turn: Turn = { ...NO_TURN, number: memory.turn.number + 1, heard, isOpen: true };
  return { ...withoutDeadline(memory), doing, turn, cause: null, problem: null };
}

/** The words of a question that was spoken come after its recording. Any other question is typed. */
function onUtterance(memory: Memory, heard: string): Memory {
  const { turn } = memory;
  const isOfTurn = isAtWork(memory) && turn.heard === null && turn.text === '';
  return isOfTurn ? { ...memory, doing: 'thinking', turn: { ...turn, heard } } : begin(memory, 'thinking', heard);
}

/** The answer has often been given by then, and not yet been spoken. */
function onHandled(memory: Memory): Memory {
  const closed = { ...memory, turn: { ...memory.turn, isOpen: false } };
  return memory.doing === 'thinking' && memory.turn.text === '' ? { ...closed, doing: 'nothing' } : closed;
}

function over(memory: Memory): Memory {
  return { ...withoutDeadline(memory), doing: 'nothing', turn: { ...memory.turn, isOpen: false } };
}

type Part = Extract<BusMessage, { kind: 'speak' }>;

function onSpeak(memory: Memory, { text, expectsAnswer }: Part, nowMs: number): Memory {
  const isPending = memory.dueAtMs.speech !== null;
  // Unasked words, such as a timer's, are an answer of their own.
  const continues = memory.turn.isOpen || isPending || memory.doing === 'speaking';
  const turn: Turn = continues ? memory.turn : { ...NO_TURN, number: memory.turn.number + 1 };
  const said: Memory = {
    ...memory,
    doing: doingWithAnswer(memory),
    turn: { ...turn, text: joined(turn.text, text), isHeardOut: false, expectsAnswer },
  };
  if (memory.isVoiceOn) return said;
  if (memory.services.audio === 'missing' || turn.isUnspoken) return withUnspoken(said);
  return { ...said, dueAtMs: { ...memory.dueAtMs, speech: nowMs + SPEECH_WITHIN_MS } };
}

/** An error stays until a voice is heard; nor does an alarm end a recording. */
function doingWithAnswer({ doing, isVoiceOn }: Memory): Memory['doing'] {
  if (doing === 'listening' || doing === 'failed') return doing;
  return isVoiceOn ? 'speaking' : 'thinking';
}

function joined(text: string, part: string): string {
  if (text === '' || text.length > TEXT_ENOUGH) return text || part;
  return `${text} ${part}`;
}

/**
 * Parts that are synthesized fast are all announced by the last one's words, and a part may have other words than the answer.
 * After either, the part that is heard is unknown, until one follows the part before it. A part that is not in the answer may
 * also belong to another.
 */
function onSentence(memory: Memory, part: string): Memory {
  const { turn } = memory;
  const lastTo = turn.caption?.to ?? 0;
  const from = turn.text.indexOf(part, lastTo);
  if (from < 0) return turn.caption === null ? memory : withCaption(memory, { ...turn.caption, isSure: false });
  const isSure = turn.text.slice(lastTo, from).trim() === '';
  return withVoice(withCaption(memory, { from, to: from + part.length, isSure }));
}

function withCaption(memory: Memory, caption: Caption): Memory {
  return { ...memory, turn: { ...memory.turn, caption } };
}

function withVoice(memory: Memory): Memory {
  // The answer before may go on while the user asks again.
  const isOfTurn = memory.doing !== 'listening' && !(memory.doing === 'thinking' && memory.turn.text === '');
  const heard: Memory = { ...withoutDeadline(memory), isVoiceOn: true, isVoiceCut: false };
  if (!isOfTurn) return heard;
  return { ...heard, doing: 'speaking', turn: { ...memory.turn, isUnspoken: false } };
}

function withoutVoice(memory: Memory): Memory {
  const silent: Memory = { ...memory, isVoiceOn: false, isVoiceCut: false };
  if (memory.doing !== 'speaking' || memory.turn.isUnspoken) return silent;
  return { ...silent, doing: 'nothing', turn: { ...memory.turn, isHeardOut: !memory.isVoiceCut } };
}

function withoutDeadline(memory: Memory): Memory {
  return memory.dueAtMs.speech === null ? memory : { ...memory, dueAtMs: { ...memory.dueAtMs, speech: null } };
}
