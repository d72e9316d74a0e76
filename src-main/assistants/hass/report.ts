import { isDeepStrictEqual } from 'node:util';
import { isQuiet } from '../../../src-shared/phase-kinds.ts';
import type { Answer, AssistantPhase, Offer, Report, Voice } from '../assistant.ts';
import { cleanLine, cleanStatus, cleanText } from '../clean-text.ts';
import { booleanOf, type Entity, isAvailable, numberOf, textOf } from './entities.ts';
import type { Memory } from './memory.ts';
import { isBusy } from './turn.ts';

/** The report and the offer that follow from the memory. Pure. */

/** Nothing went wrong: nobody spoke, or another satellite of the house was nearer. */
const NO_ERRORS = ['stt-no-text-recognized', 'duplicate_wake_up_detected', 'wake-word-timeout'];

const HEARD_MAX_LENGTH = 2_000;
const VERSION_MAX_LENGTH = 40;

/** Bits of a media player's `supported_features`. */
const VOLUME_SET = 4;
const VOLUME_MUTE = 8;

/** Return the report; null before anything is known of the satellite. */
export function reportOf(memory: Memory, nowMs: number): Report | null {
  const satellite = memory.entities.get(memory.satellite);
  if (!memory.isLive || !memory.hasStates) return null;
  const isThere = isAvailable(satellite);
  const { turn } = memory;
  const monitoring = monitoringOf(memory);
  const phase = phaseOf(memory, satellite, monitoring);
  const answer = answerOf(memory, phase);
  const needsUser = turn.run.isContinued && (phase === 'speaking' || isQuiet(phase));
  const player = memory.entities.get(memory.device?.mediaPlayer ?? '');
  const report: Report = {
    phase,
    changedAtMs: nowMs,
    heard: cleanLine(turn.run.heard ?? turn.chat?.heard ?? '', HEARD_MAX_LENGTH) || null,
    answer,
    voice: voiceOf(memory, satellite, answer),
    level: null,
    notice: null,
    cause: phase === 'error' && isThere ? cleanStatus(turn.run.error?.message ?? '') || null : null,
    problem: phase === 'error' && !isThere ? 'no-satellite' : null,
    activity: phase === 'thinking' ? cleanStatus(turn.run.tool ?? '') || null : null,
    needsUser,
    // The overlay shows an answer before its speech only if it is asked to.
    isHeldUp: (phase === 'thinking' && answer !== null) || needsUser,
    monitoring,
    volume: volumeOf(player),
    muted: booleanOf(player, 'is_volume_muted'),
  };
  const before = memory.told.report;
  const isSame = before !== null && isDeepStrictEqual({ ...report, changedAtMs: before.changedAtMs }, before);
  return isSame ? before : report;
}

/** Return the offer; null until the satellite's device is known. */
export function offerOf(memory: Memory): Offer | null {
  const { device, entities, version } = memory;
  if (device === null) return null;
  const features = numberOf(entities.get(device.mediaPlayer ?? ''), 'supported_features') ?? 0;
  const offer: Offer = {
    name: cleanStatus(textOf(entities.get(memory.satellite), 'friendly_name') ?? '') || 'Home Assistant',
    version: cleanLine(version, VERSION_MAX_LENGTH),
    commands: [
      'send_text',
      ...(isAvailable(entities.get(device.muteSwitch ?? '')) ? (['set_monitoring'] as const) : []),
      ...((features & VOLUME_SET) === 0 ? [] : (['set_volume'] as const)),
      ...((features & VOLUME_MUTE) === 0 ? [] : (['set_muted'] as const)),
    ],
    settings: [],
  };
  return isDeepStrictEqual(offer, memory.told.offer) ? memory.told.offer : offer;
}

function phaseOf(memory: Memory, satellite: Entity | undefined, monitoring: boolean | null): AssistantPhase {
  const { turn } = memory;
  if (!isAvailable(satellite)) return turn.isTyped && !turn.run.isOver ? 'thinking' : 'error';
  switch (satellite.state) {
    case 'listening':
      return 'listening';
    case 'processing':
      return 'thinking';
    case 'responding':
      return 'speaking';
    default:
      if (isErrorShown(memory)) return 'error';
      if (turn.isTyped && !turn.run.isOver) return 'thinking';
      return monitoring === false ? 'paused' : 'ready';
  }
}

function isErrorShown({ turn }: Memory): boolean {
  return typeof turn.error === 'object' && !NO_ERRORS.includes(turn.run.error?.code ?? '');
}

function monitoringOf({ device, entities }: Memory): boolean | null {
  const mute = entities.get(device?.muteSwitch ?? '');
  return isAvailable(mute) ? mute.state !== 'on' : null;
}

function answerOf({ turn }: Memory, phase: AssistantPhase): Answer | null {
  const { run, chat } = turn;
  const text = cleanText(run.isAnswered ? run.text : chat?.text || run.text);
  if (text === '') return null;
  const isGrowing = !run.isAnswered && !run.isOver && (phase === 'thinking' || phase === 'speaking');
  return { turn: turn.number, text, isGrowing, mayGoOn: false, spokenTo: null };
}

/** The answer to a typed text is written only. */
function voiceOf({ turn }: Memory, satellite: Entity | undefined, answer: Answer | null): Voice {
  if (satellite?.state === 'responding') return 'on';
  return turn.isTyped && answer !== null && !isBusy(satellite?.state) ? 'missing' : 'off';
}

function volumeOf(player: Entity | undefined): number | null {
  const level = numberOf(player, 'volume_level');
  return level === null ? null : Math.min(1, Math.max(0, level));
}
