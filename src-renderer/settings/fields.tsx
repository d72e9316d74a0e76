import { useId } from 'react';
import { Row } from './row.tsx';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Why the value is wrong. */
  readonly error?: string | null;
}

/** Return the ids of a field's hint and error, for `aria-describedby`. */
export function describedBy(id: string, hint: string | undefined, error: string | null): string | undefined {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === null ? [] : [`${id}-error`])];
  return ids.length === 0 ? undefined : ids.join(' ');
}

interface SwitchProps extends FieldProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, error = null, checked, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={error}>
      <input
        id={id}
        className="switch"
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.checked)}
      />
    </Row>
  );
}

interface ValuesProps<Value extends string> extends FieldProps {
  readonly values: readonly Value[];
  readonly nameOf: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

interface ChoiceProps<Value extends string> extends ValuesProps<Value> {
  /** null: none of the values. */
  readonly value: Value | null;
}

/** One of a few values, all visible. */
export function Choice<Value extends string>({ label, hint, values, value, nameOf, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <Row id={id} label={label} hint={hint}>
      <div
        className="segments"
        role="radiogroup"
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        {values.map((each) => (
          <label className="segment" key={each}>
            <input type="radio" name={id} value={each} checked={each === value} onChange={() => onChange(each)} />
            {nameOf(each)}
          </label>
        ))}
      </div>
    </Row>
  );
}

interface SelectProps<Value extends string> extends ValuesProps<Value> {
  readonly value: Value;
  readonly disabled?: boolean;
}

/** One of a few values, in a list that opens. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, error = null, values, value, nameOf, disabled = false, onChange } = props;
  const id = useId();
  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={error}>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => {
          const chosen = values.find((each) => each === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    </Row>
  );
}

interface SliderProps extends FieldProps {
  readonly limits: { readonly min: number; readonly max: number; readonly step: number };
  readonly value: number;
  /** The value with its unit. */
  readonly shown: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function Slider(props: SliderProps) {
  const { label, hint, error = null, limits, value, shown, disabled = false, onChange } = props;
  const id = useId();
  return (
    <Row id={id} label={label} htmlFor={id} hint={hint} error={error}>
      <input
        id={id}
        type="range"
        min={limits.min}
        max={limits.max}
        step={limits.step}
        value={value}
        disabled={disabled}
        aria-valuetext={shown}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <output htmlFor={id} aria-hidden="true">
        {shown}
      </output>
    </Row>
  );
}
