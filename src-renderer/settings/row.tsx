import type { ReactNode } from 'react';

interface RowProps {
  /** Base of the ids: the label gets `<id>-label`, the hint `<id>-hint`, the error `<id>-error`. */
  readonly id: string;
  readonly label: string;
  /** The id of the control that a click on the label is for; without one, the control names the label itself. */
  readonly htmlFor?: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was entered. */
  readonly error?: string | null;
  /** Whether the control stands below the label instead of beside it. */
  readonly tall?: boolean;
  /** What is asked or said of it: below both, so that it takes no room from the words. */
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

/** One setting: its name and what is to be known of it, its control, and what is wrong with it. */
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
      {/* There before it says something, so that screen readers notice when it does. */}
      <p className="error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </div>
  );
}
