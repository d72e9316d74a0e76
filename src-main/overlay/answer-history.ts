import { KEPT_ANSWERS_MAX } from '../../src-shared/panel-contract.ts';

/** An answer that a client has given, as far as it has come. */
export interface GivenAnswer {
  /** Names the answer among those of all clients: a text that comes again with its id has only grown. */
  readonly id: number;
  readonly clientId: string;
  /** What the client was called when it gave the answer. */
  readonly clientName: string;
  readonly text: string;
}

/** An answer with the time of day at which it began, in milliseconds since 1970. */
export interface DatedAnswer extends GivenAnswer {
  readonly atEpochMs: number;
}

/** The answers given last, the newest first. */
export type AnswerHistory = readonly DatedAnswer[];

/**
 * The history after an answer began or grew. One that grows keeps its place and its time, so that two clients that
 * answer at a time do not change places all the while. Pure.
 */
export function withAnswer(history: AnswerHistory, answer: DatedAnswer): AnswerHistory {
  const isIt = ({ id }: DatedAnswer) => id === answer.id;
  if (history.some(isIt)) return history.map((each) => (isIt(each) ? { ...each, text: answer.text } : each));
  // The newest may begin with the whole of an older one and go on. So a repeat is dropped when the next answer begins,
  // and until then there is one more than is listed.
  return [answer, ...withoutRepeats(history)].slice(0, KEPT_ANSWERS_MAX + 1);
}

/** What the user is shown of a history: a client's repeats once, where the newest of them is. Pure. */
export function listedAnswers(history: AnswerHistory): AnswerHistory {
  return withoutRepeats(history).slice(0, KEPT_ANSWERS_MAX);
}

function withoutRepeats(history: AnswerHistory): AnswerHistory {
  const isSame = (one: DatedAnswer, other: DatedAnswer) => one.text === other.text && one.clientId === other.clientId;
  return history.filter((answer, index) => history.findIndex((newer) => isSame(newer, answer)) === index);
}
