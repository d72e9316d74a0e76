import type { ReactNode } from 'react';

interface RowProps {
  /** Prefix of the ids `<id>-label`, `<id>-hint` and `<id>-error`. */
  readonly id: string;
  readonly label: string;
  /** The id of the control that a click on the label activates; without one, the control refers to the label. */
  readonly htmlFor?: string;
  readonly hint?: string | undefined;
  /** Why the value is wrong. */
  readonly error?: string | null;
  /** Whether the control stands below the label instead of beside it. */
  readonly tall?: boolean;
  /** A question or an outcome, below the words and the control. */
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

/** One setting: label, hint, control, error. */
export function Row({ id, label, htmlFor, hint, error = null, tall = false, below, children }: RowProps) {
  return (
    <div className="row" data-tall={tall}>
      <div className="row-words">
        {htmlFor === undefined ? (
          <span className="row-label" id={`${id}-label`}>
            {label}
          </span>
        ) : (
          <label className="row-label" id={`${id}-label`} htmlFor={htmlFor}>
            {label}
          </label>
        )}
        {hint !== undefined && (
          <p className="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
      <div className="row-control">{children}</div>
      {below}
      {/* Mounted while still empty: screen readers announce only changes. */}
      <p className="error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </div>
  );
}
