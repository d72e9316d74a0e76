import { useEffect, useId, useState } from 'react';
import { DraftInput } from './draft-input.tsx';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

interface CommitFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly error: string | null;
  readonly value: string;
  readonly maxLength: number;
  readonly disabled: boolean;
  readonly inputMode: 'text' | 'decimal';
  /** Takes what was typed. @returns false when it can't be taken; it stays in the field. */
  readonly onCommit: (text: string) => boolean;
  /** Called when what was typed is forgotten, and with it what was wrong with it. */
  readonly onTakeBack: () => void;
}

/** A text that applies when the user presses Enter or leaves the field. What is refused stays in it, to be corrected. */
export function CommitField(props: CommitFieldProps) {
  const { label, hint, error, value, maxLength, disabled, inputMode, onCommit, onTakeBack } = props;
  const id = useId();
  /** What is being typed; null: nothing, the value is shown. */
  const [draft, setDraft] = useState<string | null>(null);
  /** What was applied last. */
  const [tried, setTried] = useState<string | null>(null);

  useEffect(() => {
    if (error !== null) setDraft((now) => now ?? tried);
  }, [error, tried]);

  const commit = () => {
    if (draft === null) return;
    if (draft === value && error === null) setDraft(null);
    else if (onCommit(draft)) {
      setTried(draft);
      setDraft(null);
    }
  };

  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={error}>
      <DraftInput
        id={id}
        inputMode={inputMode}
        dir="auto"
        maxLength={maxLength}
        readOnly={disabled}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint, error)}
        text={draft ?? value}
        onType={setDraft}
        onApply={commit}
        onTakeBack={() => {
          setDraft(null);
          onTakeBack();
        }}
      />
    </Row>
  );
}
