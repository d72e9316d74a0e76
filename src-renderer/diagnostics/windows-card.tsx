import { useId } from 'react';
import type { GuardNumbers } from '../../src-shared/diagnostics-contract.ts';
import { guardRows, type Words } from '../../src-shared/diagnostics-text.ts';

interface WindowsCardProps {
  readonly guard: GuardNumbers;
  readonly words: Words;
}

/** What the guard of the bubble's windows has done. */
export function WindowsCard({ guard, words }: WindowsCardProps) {
  const id = useId();
  return (
    <section className="sheet" aria-labelledby={id} data-testid="windows">
      <h2 id={id}>{words.t('diagnostics.windows')}</h2>
      <dl className="counters">
        {guardRows(guard, words).map((row) => (
          <div key={row.id} data-row={row.id}>
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
