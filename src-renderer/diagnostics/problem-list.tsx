import { useId } from 'react';
import type { Problem } from '../../src-shared/diagnostics-contract.ts';
import { problemText } from '../../src-shared/diagnostics-text.ts';
import type { Translate } from '../../src-shared/strings.ts';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly t: Translate;
}

/** The problems of the overlay on this desktop, each with its remedy. */
export function ProblemList({ problems, t }: ProblemListProps) {
  const id = useId();
  return (
    <section className="sheet" aria-labelledby={id} data-testid="problems">
      <h2 id={id}>{t('diagnostics.problems')}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={problem.name}>{problemText(problem, t)}</li>
        ))}
      </ul>
    </section>
  );
}
