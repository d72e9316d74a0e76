import { KEPT_ANSWERS_MAX } from '../../src-shared/panel-contract.ts';

/** A client's answer, as far as it has come. */
export interface GivenAnswer {
  /** Identifies the answer among those of all clients: another text with the same id is the same answer, grown longer. */
  readonly id: number;
  /** That of a followed client, or of one that is gone and does not come back. */
  readonly clientId: string;
  /** The client's name at the time. */
  readonly clientName: string;
  readonly text: string;
}

/** An answer and when it began, in milliseconds since 1970. */
export interface DatedAnswer extends GivenAnswer {
  readonly atEpochMs: number;
}

/** The last answers, the newest first. */
export type AnswerHistory = readonly DatedAnswer[];

/**
 * Return the history after an answer began or grew. A growing answer keeps its place and time: otherwise two clients that
 * answer at once would swap places with every word. Pure.
 */
export function withAnswer(history: AnswerHistory, answer: DatedAnswer): AnswerHistory {
  const isIt = ({ id }: DatedAnswer) => id === answer.id;
  if (history.some(isIt)) return history.map((each) => (isIt(each) ? { ...each, text: answer.text } : each));
  // A growing answer may equal an older one for a moment. A repeat is therefore dropped only when the next answer begins,
  // and the history holds one more than the list.
  return [answer, ...withoutRepeats(history)].slice(0, KEPT_ANSWERS_MAX + 1);
}

/** Return the answers to list: of a client's repeats the newest. Pure. */
export function listedAnswers(history: AnswerHistory): AnswerHistory {
  return withoutRepeats(history).slice(0, KEPT_ANSWERS_MAX);
}

function withoutRepeats(history: AnswerHistory): AnswerHistory {
  const isSame = (one: DatedAnswer, other: DatedAnswer) => one.text === other.text && one.clientId === other.clientId;
  return history.filter((answer, index) => history.findIndex((newer) => isSame(newer, answer)) === index);
}
