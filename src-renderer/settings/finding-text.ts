import type { AddingProblem, Finding, SatellitesAnswer, TestAnswer } from '../../src-shared/adding-contract.ts';
import type { HostedKind } from '../../src-shared/assistant-address.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { denialText } from './denial-text.ts';

/** Replaces an answer of main that does not come: main's log says why, and the user may ask again. */
export const NO_ANSWER = { kind: 'problem', problem: 'failed' } as const;
type NoAnswer = typeof NO_ANSWER;

/** The answer to a question of this page, or that there was none. */
export type Told<Answer> = Answer | NoAnswer;

/** The problem with an assistant to add; null: it was added. */
export type ToldProblem = AddingProblem | NoAnswer['problem'] | null;

/** Return a finding in words, or why there is none. Pure. */
export function findingText(
  kind: HostedKind,
  answer: Told<TestAnswer | Exclude<SatellitesAnswer, { kind: 'satellites' }>>,
  t: Translate,
): string {
  switch (answer.kind) {
    case 'found':
      return foundText(answer, t);
    case 'denied':
      return denialText(kind, answer.reason, t);
    case 'problem':
      return problemText(answer.problem, t);
    case 'nothing':
    case 'stranger':
      return t(`finding.${answer.kind}`);
  }
}

/** Return in words why an address was not taken, or an assistant not added. Pure. */
export function problemText(problem: NonNullable<ToldProblem>, t: Translate): string {
  switch (problem) {
    case 'too-many':
    case 'not-saved':
    case 'no-token':
    case 'failed':
      return t(`adding.${problem}`);
    default:
      return t('adding.address', { problem: t(`address.${problem}`) });
  }
}

function foundText({ name, facts }: Extract<Finding, { kind: 'found' }>, t: Translate): string {
  return [t('finding.found', { name }), ...facts.map((fact) => t(`foundFact.${fact}`))].join(' ');
}
