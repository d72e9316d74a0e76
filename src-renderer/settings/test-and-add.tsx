import { useCallback, useEffect, useId, useState } from 'react';
import type { TestAnswer } from '../../src-shared/adding-contract.ts';
import type { HostedKind } from '../../src-shared/assistant-address.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { findingText, NO_ANSWER, problemText, type Told, type ToldProblem } from './finding-text.ts';

interface TestAndAddProps {
  readonly kind: HostedKind;
  readonly address: string;
  /** Empty: main gives it one. */
  readonly name: string;
  /** Whether to test at once. */
  readonly testsAtOnce: boolean;
  readonly onAdded: () => void;
  readonly onCancel: () => void;
  readonly t: Translate;
}

type Outcome =
  | { readonly kind: 'untested' | 'testing' }
  | { readonly kind: 'tested'; readonly answer: Told<TestAnswer> }
  | { readonly kind: 'refused'; readonly problem: NonNullable<ToldProblem> };

const focus = (button: HTMLButtonElement | null) => button?.focus();

/** The test of an address, its outcome, and the button that adds it. Mount it anew for another address. */
export function TestAndAdd({ kind, address, name, testsAtOnce, onAdded, onCancel, t }: TestAndAddProps) {
  const id = useId();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'untested' });

  const test = useCallback(async () => {
    setOutcome({ kind: 'testing' });
    const answer = await window.settings.testClient(kind, address).catch(() => NO_ANSWER);
    setOutcome({ kind: 'tested', answer });
  }, [kind, address]);
  const add = async () => {
    const problem = await window.settings.addClient(kind, address, name).catch(() => NO_ANSWER.problem);
    if (problem === null) onAdded();
    else setOutcome({ kind: 'refused', problem });
  };

  useEffect(() => {
    if (testsAtOnce) void test();
  }, [testsAtOnce, test]);

  const answer = outcome.kind === 'tested' ? outcome.answer : null;
  const isFound = answer?.kind === 'found';
  const error =
    outcome.kind === 'refused'
      ? problemText(outcome.problem, t)
      : answer !== null && !isFound
        ? findingText(kind, answer, t)
        : null;
  return (
    <>
      <p className="error" id={`${id}-error`} role="alert">
        {error}
      </p>
      <output className="said" id={`${id}-found`}>
        {outcome.kind === 'testing' && t('adding.testing')}
        {isFound && findingText(kind, answer, t)}
      </output>
      <div className="adding-buttons">
        <button type="button" onClick={onCancel}>
          {t('adding.cancel')}
        </button>
        <button
          type="button"
          aria-disabled={outcome.kind === 'testing'}
          onClick={() => outcome.kind !== 'testing' && void test()}
        >
          {t(outcome.kind === 'tested' ? 'adding.testAgain' : 'adding.test')}
        </button>
        {answer !== null && answer.kind !== 'problem' && (
          <button
            type="button"
            className={isFound ? 'primary' : undefined}
            aria-describedby={isFound ? `${id}-found` : `${id}-error`}
            ref={isFound ? focus : null}
            onClick={() => void add()}
          >
            {t(isFound ? 'adding.add' : 'adding.addAnyway')}
          </button>
        )}
      </div>
    </>
  );
}
