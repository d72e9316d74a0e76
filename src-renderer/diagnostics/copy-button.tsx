import { useEffect, useState } from 'react';
import type { Translate } from '../../src-shared/strings.ts';

/** How long the button shows the outcome. */
const TOLD_MS = 3_000;

interface CopyButtonProps {
  readonly copy: () => Promise<unknown>;
  readonly t: Translate;
}

/** Copies the report and shows the outcome. */
export function CopyButton({ copy, t }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <div className="copy">
      {/* Mounted while still empty: screen readers announce only changes. */}
      <p role="status">
        {outcome === null ? '' : t(outcome === 'copied' ? 'diagnostics.copied' : 'diagnostics.copyFailed')}
      </p>
      <button
        type="button"
        className="primary"
        title={t('diagnostics.copyHint')}
        onClick={() => {
          copy().then(
            () => setOutcome('copied'),
            () => setOutcome('copyFailed'),
          );
        }}
      >
        {t('diagnostics.copy')}
      </button>
    </div>
  );
}
