import { isQuiet } from '../../src-shared/phase-kinds.ts';
import type { AssistantPhase } from '../assistants/assistant.ts';

/** The states that programs post without staying, one at a time, as statuses of the protocol. Pure. */

/**
 * A notice is taken back after a while; a question stays until the next post. An idle assistant has ended its work, and says
 * so by a notice.
 */
export type PostedWord = AssistantPhase | 'notice' | 'question' | 'idle';

export interface Post {
  readonly word: PostedWord;
  /** The activity, answer, notice, question, error or heard words, depending on the word; null: nothing. */
  readonly text: string | null;
  /** The user's words, with which a turn begins; null: none. */
  readonly heard: string | null;
}

/** The state that is posted now. */
export interface Posted {
  readonly phase: AssistantPhase;
  readonly turn: number;
  readonly heard: string;
  readonly answer: string;
  readonly activity: string;
  readonly cause: string;
  readonly notice: string | null;
  /** It waits for the user. */
  readonly isAsking: boolean;
}

const NOTHING: Posted = {
  phase: 'ready',
  turn: 0,
  heard: '',
  answer: '',
  activity: '',
  cause: '',
  notice: null,
  isAsking: false,
};

/** Return the state after a post. @param before null: nothing was posted. */
export function postedAfter(before: Posted | null, { word, text, heard }: Post): Posted {
  const kept = { ...(before ?? NOTHING), activity: '', cause: '', notice: null, isAsking: false };
  if (word === 'notice') return { ...kept, notice: text ?? '' };
  if (word === 'idle') return { ...kept, phase: isQuiet(kept.phase) ? kept.phase : 'ready', notice: text ?? '' };
  // A question is no work: its place is the pill, for as long as it waits.
  if (word === 'question') return { ...kept, phase: 'ready', notice: text, isAsking: true };
  const isOver = before === null || before.phase === 'error' || (isQuiet(before.phase) && !before.isAsking);
  const isNew = isOver || word === 'listening' || heard !== null;
  const turn = isNew ? { turn: kept.turn + 1, heard: heard ?? '', answer: '' } : {};
  return { ...kept, ...turn, phase: word, ...fieldOf(word, text) };
}

/** Return the state once its notice has had its time. */
export function withoutNotice(posted: Posted): Posted {
  return { ...posted, notice: null };
}

/** Return the frames that tell it. @param before null: nothing stood. */
export function postedFrames(before: Posted | null, posted: Posted): readonly string[] {
  const isAnswered = posted.answer !== '' && posted.answer !== answerOf(before, posted);
  if (!isAnswered) return [statusFrame(posted)];
  // The same answer again is an old one, unless there was none in between; so is one that comes while nothing goes on.
  const begun: Posted = { ...posted, phase: 'speaking', answer: '' };
  const spoken: Posted = { ...posted, phase: 'speaking' };
  return [begun, ...(isQuiet(posted.phase) ? [spoken] : []), posted].map(statusFrame);
}

function answerOf(before: Posted | null, { turn }: Posted): string {
  return before?.turn === turn ? before.answer : '';
}

function fieldOf(phase: AssistantPhase, text: string | null): Partial<Posted> {
  if (text === null) return {};
  switch (phase) {
    case 'listening':
      return { heard: text };
    case 'thinking':
      return { activity: text };
    case 'error':
      return { cause: text };
    case 'speaking':
    case 'ready':
    case 'paused':
      return { answer: text };
  }
}

function statusFrame({ phase, turn, heard, answer, activity, cause, notice, isAsking }: Posted): string {
  const data = {
    // A bare word would be taken for a repetition of the label.
    status: cause === '' ? '' : `Error: ${cause}`,
    text: answer,
    phase,
    turn,
    heard,
    activity,
    needs_user: isAsking,
    notice: notice === null ? null : { kind: 'notification', title: notice, text: '' },
  };
  return JSON.stringify({ type: 'status', data });
}
