import type { Model } from './model.ts';

/**
 * How long what the client said last stands on the screen without another word: a client may swallow an error, or never
 * take back what it holds up, and the bubble is in front of all windows. The tray goes on saying it.
 */

/** From then on the bubble says that thinking takes long: nearly every answer has come by then, from slow models too. */
export const SLOW_MS = 60_000;

/** Of listening and thinking, and of an answer that nobody speaks: no question takes as long. */
const SILENT_MS = 120_000;

/** How long a slow reader takes for each character of an answer that nobody speaks. */
const MS_PER_CHARACTER = 67;

/** Of a speech, and of what is held up, which may be spoken unsaid: the longest text takes 12 minutes at 14 characters a second. */
const SPEECH_MS = 15 * 60_000;

/** Of an error: long enough to be read by who looks up from something else. */
const ERROR_MS = 15_000;

type Said = Pick<Model, 'phase' | 'status' | 'answer' | 'isUnspoken' | 'changedAtMs'>;

/** Until when what the client said last stands. Pure. */
export function standsUntilMs(model: Said): number {
  return model.changedAtMs + patienceMs(model);
}

/** Whether the client asks for the overlay to be shown, and has not forgotten it. Pure. */
export function isHeldUp(model: Said, nowMs: number): boolean {
  return model.status?.overlayVisible === true && nowMs < standsUntilMs(model);
}

/** Whether the client has been thinking for long. Pure. */
export function isSlow({ phase, changedAtMs }: Said, nowMs: number): boolean {
  return phase === 'thinking' && nowMs >= changedAtMs + SLOW_MS;
}

/** When patience changes what is shown; those that are over are among them. Pure. */
export function patienceTimesMs(model: Said): readonly number[] {
  switch (model.phase) {
    case 'connecting':
    case 'offline':
      return [];
    case 'ready':
    case 'paused':
      return model.status?.overlayVisible === true ? [standsUntilMs(model)] : [];
    case 'thinking':
      return [model.changedAtMs + SLOW_MS, standsUntilMs(model)];
    case 'listening':
    case 'speaking':
    case 'error':
      return [standsUntilMs(model)];
  }
}

function patienceMs({ phase, answer, isUnspoken }: Said): number {
  switch (phase) {
    case 'error':
      return ERROR_MS;
    case 'listening':
    case 'thinking':
      return SILENT_MS;
    default:
      return isUnspoken ? Math.max(SILENT_MS, (answer?.length ?? 0) * MS_PER_CHARACTER) : SPEECH_MS;
  }
}
