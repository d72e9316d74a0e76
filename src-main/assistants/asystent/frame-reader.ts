import { type Frame, parseFrame } from './protocol.ts';
import { readLevel, type Status } from './protocol-status.ts';

/** A status that repeats the last one but for the microphone's level. */
interface LevelFrame {
  readonly kind: 'level';
  /** From 0 to 1; null: unknown. */
  readonly level: number | null;
}

export type ReadFrame = Frame | LevelFrame;

/** A status as it came, around the number that its level may be. */
interface Pattern {
  readonly before: string;
  readonly number: string;
  readonly after: string;
  readonly level: number;
  /** Another number there has made another level, and so each will: nothing else of the status depends on it. */
  readonly isProved: boolean;
}

const LEVEL_KEY = '"level":';
const NUMBER_AT = /\s*(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Return a function that reads the frames of one socket, and parses no status that differs from the last one only in its level:
 * a client may send 20 of them a second. It returns null for a frame that we don't know, and never throws.
 */
export function createFrameReader(): (raw: string) => ReadFrame | null {
  let pattern: Pattern | null = null;

  return (raw) => {
    const number = pattern === null ? null : numberIn(raw, pattern);
    if (pattern !== null && number !== null) {
      if (number === pattern.number) return { kind: 'level', level: pattern.level };
      if (pattern.isProved) return { kind: 'level', level: readLevel(Number(number)) };
    }
    const frame = parseFrame(raw);
    if (frame?.kind === 'status') {
      const next = patternOf(raw, frame.status);
      const isProved = next !== null && number !== null && next.level !== pattern?.level;
      pattern = next === null ? null : { ...next, isProved };
    } else if (frame?.kind === 'delta') pattern = null;
    return frame;
  };
}

/** Return the number that a frame has where the pattern's level is; null if they differ in anything else. */
function numberIn(raw: string, { before, after }: Pattern): string | null {
  if (!raw.startsWith(before) || !raw.endsWith(after)) return null;
  const between = raw.slice(before.length, raw.length - after.length);
  return NUMBER.test(between) ? between : null;
}

/** A request counts each time, so a status that makes one is parsed. */
function patternOf(raw: string, { level, action }: Status): Omit<Pattern, 'isProved'> | null {
  const keyAt = level === null || action !== null ? -1 : raw.lastIndexOf(LEVEL_KEY);
  NUMBER_AT.lastIndex = keyAt + LEVEL_KEY.length;
  const number = keyAt === -1 ? undefined : NUMBER_AT.exec(raw)?.[1];
  if (level === null || number === undefined) return null;
  const { lastIndex } = NUMBER_AT;
  return { before: raw.slice(0, lastIndex - number.length), number, after: raw.slice(lastIndex), level };
}
