import { KIND_NAMES } from '../../../src-shared/assistant-address.ts';
import type { Answer, AssistantPhase, Offer, Report, Voice } from '../assistant.ts';
import { cleanText } from '../clean-text.ts';
import { offeredCommands } from './commands.ts';
import type { Memory, Turn } from './memory.ts';

/** Return the report that follows from the memory. Pure. */
export function reportOf(memory: Memory, nowMs: number): Report {
  const { doing, turn, cause, problem, volume } = memory;
  const isFailed = doing === 'failed';
  const needsUser = turn.expectsAnswer && !isFailed;
  return {
    phase: phaseOf(memory),
    changedAtMs: nowMs,
    heard: turn.heard,
    answer: answerOf(turn),
    voice: voiceOf(memory),
    level: null,
    notice: null,
    cause: isFailed ? cause : null,
    problem: isFailed ? problem : null,
    activity: null,
    needsUser,
    isHeldUp: needsUser,
    monitoring: monitoringOf(memory),
    volume: volume?.level ?? null,
    muted: volume?.isMuted ?? null,
  };
}

/** Return the offer. OVOS has no settings on its bus, and does not say its version. */
export function offerOf(memory: Memory): Offer {
  const isReadable = memory.problem !== 'encrypted';
  return { name: KIND_NAMES.ovos, version: '', commands: isReadable ? offeredCommands(memory) : [], settings: [] };
}

function phaseOf(memory: Memory): AssistantPhase {
  switch (memory.doing) {
    case 'failed':
      return 'error';
    case 'nothing':
      return memory.services.voice === 'missing' || monitoringOf(memory) === false ? 'paused' : 'ready';
    default:
      return memory.doing;
  }
}

function monitoringOf({ services, isMuted, isAsleep }: Memory): boolean | null {
  return services.voice !== 'ready' || isMuted === null ? null : !isMuted && !isAsleep;
}

function voiceOf({ isVoiceOn, turn }: Memory): Voice {
  if (isVoiceOn) return 'on';
  return turn.isUnspoken ? 'missing' : 'off';
}

function answerOf(turn: Turn): Answer | null {
  if (turn.text === '') return null;
  const text = cleanText(turn.text);
  return { turn: turn.number, text, isGrowing: turn.isOpen, mayGoOn: false, spokenTo: spokenTo(turn, text.length) };
}

function spokenTo({ caption, isHeardOut }: Turn, length: number): number | null {
  if (isHeardOut) return length;
  return caption?.isSure ? Math.min(caption.from, length) : null;
}
