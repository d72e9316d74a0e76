/** Points about the fields and frames with which a client leaves nothing to guess. Pure. */

import { isDeepStrictEqual } from 'node:util';
import type { Observations } from './observations.ts';
import { phasesOf } from './phase.ts';
import { counted, notTried, type Point, right, warning, wrong } from './point.ts';
import { type ReceivedFrame, type SocketRecord, statusesOf } from './watched-socket.ts';
import { schemaFaults } from './wire-schema.ts';
import { deltaIn, type WireStatus } from './wire-status.ts';

const MAX_LEVELS_PER_S = 20;
/** Frames may be held up on their way, and then come together. */
const LEVELS_ALLOWED_PER_S = MAX_LEVELS_PER_S + 2;
/** A level may come late, from a microphone that is being closed. */
const LATE_LEVELS = 2;
/** More would not fit on a line. */
const WORDS_MAX_LENGTH = 40;

export function judgeDetails(seen: Observations): readonly Point[] {
  const others = [seen.first, seen.second, seen.unknownFrame?.record ?? null, seen.noJson?.record ?? null].filter(
    (record) => record !== null,
  );
  const greeted = seen.hello?.record ?? null;
  if (seen.first === null || seen.first.openedMs === null) {
    const why = seen.first?.closed?.error ?? 'no socket opened';
    return (['details', 'level', 'text-delta'] as const).map((id) => notTried(id, why));
  }
  const statuses = [...others, ...(greeted === null ? [] : [greeted])].flatMap(statusesOf).map(({ status }) => status);
  return [judgeFields(statuses), judgeLevels(others, greeted), judgeDeltas(others, greeted)];
}

function judgeFields(statuses: readonly WireStatus[]): Point {
  const id = 'details';
  const beyond = statuses.find(({ spoken, text }) => spoken !== null && spoken > lengthOf(text));
  if (beyond !== undefined) {
    const advice = 'Count the code points of text: len(text) in Python, [...text].length in JavaScript.';
    return wrong(id, `spoken is ${beyond.spoken}, and text has ${lengthOf(beyond.text)}`, advice);
  }
  const last = (name: string, said: (status: WireStatus) => string | null) => {
    const words = statuses.map(said).findLast((value) => value !== null && value !== '');
    return words === undefined || words === null ? [] : [`${name} ${words}`];
  };
  const found = [
    ...last('heard', ({ heard }) => quoted(heard)),
    ...last('activity', ({ activity }) => quoted(activity)),
    ...last('needs_user', ({ needs_user }) => (needs_user ? 'true' : null)),
    ...last('notice', ({ notice }) => notice && `${notice.kind} ${quoted(notice.title) ?? ''}`.trim()),
    ...last('spoken', ({ spoken, text }) => (spoken === null ? null : `${spoken} of ${lengthOf(text)}`)),
  ];
  return found.length === 0
    ? notTried(id, 'no status has heard, activity, needs_user, notice or spoken; try it during a turn')
    : right(id, found.join(', '));
}

function judgeLevels(others: readonly SocketRecord[], greeted: SocketRecord | null): Point {
  const id = 'level';
  const uninvited = others.flatMap(levelsIn).filter(({ isAlone }) => isAlone).length;
  if (uninvited > 0) {
    const found = `${counted(uninvited, 'frame')} brought only another level to overlays that do not accept it`;
    return warning(
      id,
      found,
      'Send these only to overlays whose hello has "level" in accepts: older ones get no use of it.',
    );
  }
  const levels = greeted === null ? [] : levelsIn(greeted);
  const most = Math.max(0, ...levels.map(({ atMs }) => levels.filter((other) => isWithinS(atMs, other.atMs)).length));
  if (most > LEVELS_ALLOWED_PER_S) {
    const advice = `Send at most ${MAX_LEVELS_PER_S} in a second, the newest of those that you have.`;
    return warning(id, `${most} came in a second`, advice);
  }
  const idle = levels.filter(({ isAlone, isListening }) => isAlone && !isListening).length;
  if (idle > LATE_LEVELS) {
    const found = `${counted(idle, 'frame')} brought only another level while it did not listen`;
    return warning(id, found, 'Send null once the microphone is closed, and then no level until it is open again.');
  }
  return levels.length === 0
    ? notTried(id, 'no level came; try it while the microphone is open')
    : right(id, `${counted(levels.length, 'change')} of the level, at most ${most} in a second`);
}

const isWithinS = (fromMs: number, atMs: number) => atMs >= fromMs && atMs < fromMs + 1_000;

/** A status that brought another level. */
interface LevelChange {
  readonly atMs: number;
  /** It brought nothing else. */
  readonly isAlone: boolean;
  readonly isListening: boolean;
}

function levelsIn(record: SocketRecord): readonly LevelChange[] {
  const statuses = statusesOf(record);
  const phases = phasesOf(statuses.map(({ status }) => status)).map(({ phase }) => phase);
  return statuses.flatMap(({ atMs, status }, index) => {
    const before = statuses[index - 1]?.status;
    if (before === undefined || before.level === status.level || status.level === null) return [];
    const isAlone = isDeepStrictEqual({ ...before, level: null }, { ...status, level: null });
    return [{ atMs, isAlone, isListening: phases[index] === 'listening' }];
  });
}

function judgeDeltas(others: readonly SocketRecord[], greeted: SocketRecord | null): Point {
  const id = 'text-delta';
  const isDelta = ({ type }: ReceivedFrame) => type === 'text_delta';
  const uninvited = others.flatMap(({ frames }) => frames.filter(isDelta)).length;
  if (uninvited > 0) {
    const found = `${counted(uninvited, 'delta')} went to overlays that do not accept them`;
    return wrong(id, found, 'Send the others the whole status instead: they show nothing of a delta.');
  }
  const deltas = greeted?.frames.filter(isDelta) ?? [];
  if (deltas.length === 0) return notTried(id, 'no delta came; try it while an answer grows');
  const fault = greeted === null ? null : deltaFault(greeted.frames);
  if (fault === null) return right(id, `${counted(deltas.length, 'delta')}, and each fits`);
  const advice =
    'at is the number of code points that the text of this turn has had before. An overlay ignores others.';
  return wrong(id, fault, advice);
}

/** Return why a frame does not fit the text that an overlay has by then; null: all fit. */
function deltaFault(frames: readonly ReceivedFrame[]): string | null {
  let shown: { readonly turn: number | null; readonly text: string; readonly hasGrown: boolean } | null = null;
  for (const { json, status, type } of frames) {
    if (status !== null) {
      const { turn, text } = status;
      if (shown?.hasGrown && turn === shown.turn && !text.startsWith(shown.text)) {
        return `the status after a delta has another text: ${quoted(text) ?? 'none'}`;
      }
      shown = { turn, text, hasGrown: false };
    }
    if (type !== 'text_delta') continue;
    const delta = deltaIn(json);
    if (delta === null) return schemaFaults(json, 'textDelta').join('; ');
    if (shown === null || delta.turn !== shown.turn) {
      return `turn is ${delta.turn}, and that of the status ${shown?.turn ?? 'unknown'}`;
    }
    if (delta.at !== lengthOf(shown.text)) return `at is ${delta.at}, and the text has ${lengthOf(shown.text)}`;
    shown = { ...shown, text: shown.text + delta.append, hasGrown: true };
  }
  return null;
}

const lengthOf = (text: string) => [...text].length;

function quoted(words: string): string | null {
  if (words === '') return null;
  return `"${words.length > WORDS_MAX_LENGTH ? `${words.slice(0, WORDS_MAX_LENGTH)}…` : words}"`;
}
