import { useId } from 'react';
import type { DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import { type Words, windowRows } from '../../src-shared/diagnostics-text.ts';
import { CounterRows } from './counter-rows.tsx';

interface WindowsCardProps {
  readonly windows: NonNullable<DiagnosticsView['windows']>;
  readonly words: Words;
}

/** The X server of the bubble's windows, and the work of their guard. */
export function WindowsCard({ windows, words }: WindowsCardProps) {
  const id = useId();
  return (
    <section className="sheet" aria-labelledby={id} data-testid="windows">
      <h2 id={id}>{words.t('diagnostics.windows')}</h2>
      <dl className="counters">
        <CounterRows rows={windowRows(windows, words)} />
      </dl>
    </section>
  );
}
