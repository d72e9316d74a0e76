import { KIND_NAMES } from '../../../src-shared/assistant-address.ts';
import type { AssistantPhase, Offer, Report } from '../assistant.ts';
import { COMMANDS } from './commands.ts';
import type { Memory } from './memory.ts';

/** It has no settings, and does not say its version. */
export const OFFER: Offer = { name: KIND_NAMES.lva, version: '', commands: COMMANDS, settings: [] };

/** Return the report that follows from the memory. Pure. @param nowMs the monotonic clock. */
export function reportOf(memory: Memory, nowMs: number): Report {
  const { doing, turn, notice, isMuted, hasServer } = memory;
  const { number, heard, answer } = turn;
  const isSpeaking = doing === 'speaking';
  return {
    phase: phaseOf(memory),
    changedAtMs: nowMs,
    heard,
    answer: answer === null ? null : { turn: number, text: answer, isGrowing: false, mayGoOn: false, spokenTo: null },
    voice: isSpeaking ? 'on' : 'off',
    level: null,
    notice,
    cause: doing === 'failed' ? memory.cause : null,
    problem: !hasServer && doing === 'nothing' ? 'no-home-assistant' : null,
    activity: null,
    // Its events do not say whether it listens on after an answer.
    needsUser: false,
    isHeldUp: false,
    monitoring: !isMuted,
    volume: memory.volume,
    muted: memory.isLoudspeakerMuted,
  };
}

function phaseOf({ doing, isMuted, hasServer }: Memory): AssistantPhase {
  if (doing === 'failed' || (doing === 'nothing' && !hasServer)) return 'error';
  if (doing === 'nothing') return isMuted ? 'paused' : 'ready';
  return doing;
}
