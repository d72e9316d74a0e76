import type { Memory, Turn } from './memory.ts';
import type { LvaMessage } from './wire.ts';

/** The meaning of the events. Each reports one change; only the snapshot reports more. Pure. */

/** No event ends an error: `idle` may follow at once, or never. */
const FAILED_FOR_MS = 4_000;

/** From the snapshot to the event of the current state. */
const PAST_FOR_MS = 500;

/** Return the memory after an event. @param nowMs the monotonic clock. */
export function afterMessage(memory: Memory, message: LvaMessage, nowMs: number): Memory {
  switch (message.kind) {
    case 'snapshot': {
      const { isMuted, volume, hasServer, heard, answer } = message;
      return {
        ...memory,
        isKnown: true,
        isMuted,
        volume,
        hasServer,
        past: { heard, answer, untilMs: nowMs + PAST_FOR_MS },
      };
    }
    case 'wake-word':
    case 'listening':
      return { ...(isBegun(memory) ? memory : begin(memory, NO_TEXTS)), doing: 'listening' };
    case 'heard':
      return withText(memory, { heard: message.text }, nowMs);
    case 'answer':
      return withText(memory, { answer: message.text }, nowMs);
    case 'thinking':
      return { ...goOn(memory, nowMs), doing: 'thinking' };
    case 'speech-begin':
      return { ...goOn(memory, nowMs), doing: 'speaking' };
    case 'speech-end':
    case 'idle':
      return close(memory.doing === 'failed' ? memory : { ...memory, doing: 'nothing' });
    case 'failed':
      return { ...close(memory), doing: 'failed', cause: message.cause, failedUntilMs: nowMs + FAILED_FOR_MS };
    case 'server-lost':
      return { ...close(withoutFailure(memory)), doing: 'nothing', hasServer: false };
    case 'server-found':
      return { ...memory, hasServer: true };
    case 'microphone':
      return { ...memory, isMuted: message.isMuted };
    case 'volume':
      return { ...memory, volume: message.level };
    case 'loudspeaker':
      return { ...memory, isLoudspeakerMuted: message.isMuted };
    case 'timer':
      return withTimer(memory, message);
    case 'other':
      return memory;
  }
}

/** Return the memory once a failure is over. */
export function withoutFailure(memory: Memory): Memory {
  const doing = memory.doing === 'failed' ? 'nothing' : memory.doing;
  return { ...memory, doing, cause: null, failedUntilMs: null };
}

const NO_TEXTS = { heard: null, answer: null };

/** The wake word and the recording begin one turn. A question that follows an answer begins another. */
function isBegun({ doing, turn }: Memory): boolean {
  return doing === 'listening' && turn.heard === null && turn.answer === null;
}

function withText(memory: Memory, text: Partial<Pick<Turn, 'heard' | 'answer'>>, nowMs: number): Memory {
  const open = goOn(memory, nowMs);
  return { ...open, doing: open.doing === 'nothing' ? 'thinking' : open.doing, turn: { ...open.turn, ...text } };
}

/** Go on with the turn. An announcement has no beginning but its own text or voice, nor has a turn that we come late to. */
function goOn(memory: Memory, nowMs: number): Memory {
  const { past } = memory;
  if (past !== null && nowMs < past.untilMs) return begin(memory, past);
  return memory.turn.isOpen ? memory : begin(memory, NO_TEXTS);
}

/** It takes part in a turn, so it has its server. */
function begin(memory: Memory, texts: Pick<Turn, 'heard' | 'answer'>): Memory {
  return {
    ...withoutFailure(memory),
    turn: { heard: texts.heard, answer: texts.answer, number: memory.turn.number + 1, isOpen: true },
    hasServer: true,
    past: null,
    notice: null,
  };
}

function close(memory: Memory): Memory {
  return { ...memory, turn: { ...memory.turn, isOpen: false }, past: null };
}

/** The event of a timer may come again while it rings. */
function withTimer(memory: Memory, { id, name }: { readonly id: string; readonly name: string }): Memory {
  const { lastNotice, turn } = memory;
  if (memory.notice !== null && lastNotice.timer === id) return memory;
  const number = lastNotice.number + 1;
  return {
    ...memory,
    lastNotice: { number, timer: id },
    notice: { kind: 'notification', text: name, number, isHeld: false, isAside: turn.isOpen },
  };
}
