import { type ReactNode, useId, useState } from 'react';
import { NAME_MAX_LENGTH } from '../../src-shared/settings.ts';
import { DraftInput } from './draft-input.tsx';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

interface NameFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  /** What is wrong with what has the name. */
  readonly problem?: string | null;
  /** Called with what was typed, trimmed and perhaps empty. */
  readonly onChange: (name: string) => void;
  /** What is asked of what has the name. */
  readonly below?: ReactNode;
  /** What else can be done with it. */
  readonly children?: ReactNode;
}

/** A name as text. It applies when the user presses Enter or leaves the field; Esc takes it back. */
export function NameField({ label, hint, name, problem = null, onChange, below, children }: NameFieldProps) {
  const id = useId();
  /** What is being typed; null: nothing. */
  const [draft, setDraft] = useState<string | null>(null);

  const apply = () => {
    if (draft === null) return;
    setDraft(null);
    if (draft.trim() !== name) onChange(draft.trim());
  };

  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={problem} below={below}>
      <DraftInput
        id={id}
        maxLength={NAME_MAX_LENGTH}
        aria-describedby={describedBy(id, hint, problem)}
        text={draft ?? name}
        onType={setDraft}
        onApply={apply}
        onTakeBack={() => setDraft(null)}
      />
      {children}
    </Row>
  );
}
