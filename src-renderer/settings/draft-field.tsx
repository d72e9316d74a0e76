import { useId, useState } from 'react';
import { DraftInput } from './draft-input.tsx';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

interface DraftFieldProps<Value> {
  readonly label: string;
  readonly hint: string;
  /** What is in force, as it is written. */
  readonly text: string;
  /** Whether it can't be changed here. */
  readonly fixed?: boolean;
  /** Reads what was written; null: it is not allowed. */
  readonly parse: (text: string) => Value | null;
  /** What is to be said of something that is not allowed. */
  readonly refusal: (text: string) => string;
  /** What is wrong with what is in force. */
  readonly error?: string | null;
  readonly onChange: (value: Value) => void;
}

/**
 * Something that is written and applies when the user presses Enter or leaves the field: while it is being written, every
 * beginning of a port is a port too. What is refused stays in the field, to be corrected.
 */
export function DraftField<Value>(props: DraftFieldProps<Value>) {
  const { label, hint, text, fixed = false, parse, refusal, error = null, onChange } = props;
  const id = useId();
  /** What is being written; null: nothing, what is in force is shown. */
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const told = refused ? refusal(draft ?? text) : error;

  const change = (written: string) => {
    setDraft(written);
    if (refused) setRefused(parse(written) === null);
  };
  const apply = () => {
    if (draft === null) return;
    const parsed = parse(draft);
    setRefused(parsed === null);
    if (parsed === null) return;
    setDraft(null);
    onChange(parsed);
  };

  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={told}>
      <DraftInput
        id={id}
        inputMode="numeric"
        readOnly={fixed}
        aria-invalid={told !== null}
        aria-describedby={describedBy(id, hint, told)}
        text={draft ?? text}
        onType={change}
        onApply={apply}
        onTakeBack={() => {
          setDraft(null);
          setRefused(false);
        }}
        onLeave={(event) => {
          // The reset takes back what was typed. An error that appeared now would move its button from under the press,
          // if it is one: whoever comes to the button with the Tab key has not pressed it yet.
          if (event.relatedTarget?.matches('#reset:active') !== true) apply();
        }}
      />
    </Row>
  );
}
