import { useId } from 'react';
import { Row } from './row.tsx';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
}

interface SwitchProps extends FieldProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off. */
export function Switch({ label, hint, checked, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <Row id={id} label={label} htmlFor={id} hint={hint}>
      <input
        id={id}
        className="switch"
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
    </Row>
  );
}

interface ChoiceProps<Value extends string> extends FieldProps {
  readonly values: readonly Value[];
  readonly value: Value;
  readonly nameOf: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
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

interface SelectProps<Value extends string> extends ChoiceProps<Value> {
  readonly disabled?: boolean;
}

/** One of a few, opened to choose. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, values, value, nameOf, disabled = false, onChange } = props;
  const id = useId();
  return (
    <Row id={id} label={label} htmlFor={id} hint={hint}>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
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
  readonly onChange: (value: number) => void;
}

/** A number within limits. */
export function Slider({ label, hint, limits, value, shown, onChange }: SliderProps) {
  const id = useId();
  return (
    <Row id={id} label={label} htmlFor={id} hint={hint}>
      <input
        id={id}
        type="range"
        {...limits}
        value={value}
        aria-valuetext={shown}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <output htmlFor={id} aria-hidden="true">
        {shown}
      </output>
    </Row>
  );
}
