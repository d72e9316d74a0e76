import type { Translate } from '../../src-shared/strings.ts';
import { useTemporary } from '../shared/use-temporary.ts';

/** How long the button shows the outcome. */
const OUTCOME_SHOWN_MS = 3_000;

interface CopyButtonProps {
  readonly copy: () => Promise<unknown>;
  readonly t: Translate;
}

/** Copies the report and shows the outcome. */
export function CopyButton({ copy, t }: CopyButtonProps) {
  const [outcome, setOutcome] = useTemporary<'copied' | 'copyFailed'>(OUTCOME_SHOWN_MS);
  return (
    <div className="copy">
      {/* Mounted while still empty: screen readers announce only changes. */}
      <p role="status">
        {outcome !== null && t(outcome === 'copied' ? 'diagnostics.copied' : 'diagnostics.copyFailed')}
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
