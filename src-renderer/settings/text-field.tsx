import { type InputHTMLAttributes, type ReactNode, useEffect, useId, useState } from 'react';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

interface TextFieldProps
  extends Pick<InputHTMLAttributes<HTMLInputElement>, 'inputMode' | 'dir' | 'maxLength' | 'readOnly'> {
  readonly label: string;
  readonly hint: string;
  /** The text in force. */
  readonly value: string;
  /** Why the text in force is wrong. */
  readonly error?: string | null;
  /** Why the text applied last was refused elsewhere; it returns to the field. */
  readonly rejection?: string | null;
  /** Trouble with the thing that the text names; the text itself is right. */
  readonly problem?: string | null;
  /** Return why a text can't apply; null: it can. */
  readonly check?: (text: string) => string | null;
  /** Called with a text that passed the check and differs from the one in force. */
  readonly onApply: (text: string) => void;
  /** Called when the user takes back the typed text, and with it any rejection. */
  readonly onTakeBack?: () => void;
  readonly below?: ReactNode;
  readonly children?: ReactNode;
}

/**
 * Text that applies when the user presses Enter or leaves the field, because every beginning of a port is a port too.
 * Esc takes it back. Refused text stays in the field, to be corrected.
 */
export function TextField(props: TextFieldProps) {
  const { label, hint, value, error = null, rejection = null, problem = null, below, children } = props;
  const { check = () => null, onApply, onTakeBack, inputMode, dir, maxLength, readOnly } = props;
  const id = useId();
  /** null: nothing is typed, and the value shows. */
  const [draft, setDraft] = useState<string | null>(null);
  const [applied, setApplied] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const wrong = refusal ?? rejection ?? error;
  const shown = wrong ?? problem;

  useEffect(() => {
    if (rejection !== null) setDraft((now) => now ?? applied);
  }, [rejection, applied]);

  const apply = () => {
    if (draft === null) return;
    const refused = check(draft);
    setRefusal(refused);
    if (refused !== null) return;
    setDraft(null);
    if (draft === value && wrong === null) return;
    setApplied(draft);
    onApply(draft);
  };
  const takeBack = () => {
    setDraft(null);
    setRefusal(null);
    onTakeBack?.();
  };

  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={shown} below={below}>
      <input
        id={id}
        type="text"
        autoComplete="off"
        inputMode={inputMode}
        dir={dir}
        maxLength={maxLength}
        readOnly={readOnly}
        aria-invalid={wrong !== null}
        aria-describedby={describedBy(id, hint, shown)}
        value={draft ?? value}
        onChange={({ target }) => {
          setDraft(target.value);
          if (refusal !== null) setRefusal(check(target.value));
        }}
        onBlur={({ relatedTarget }) => {
          // An error that appeared now would move the reset button from under a press on it. Reaching that button with
          // the Tab key is no press.
          if (relatedTarget?.matches('#reset:active') !== true) apply();
        }}
        onKeyDown={({ key, nativeEvent }) => {
          // An input method that is composing a word needs Enter and Esc itself.
          if (nativeEvent.isComposing) return;
          if (key === 'Enter') apply();
          if (key === 'Escape') takeBack();
        }}
      />
      {children}
    </Row>
  );
}
