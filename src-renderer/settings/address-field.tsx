import { type ReactNode, useId } from 'react';
import type { Translate } from '../../src-shared/strings.ts';

/** Longer than any address. */
const ADDRESS_MAX_LENGTH = 300;

const focus = (element: HTMLElement | null) => element?.focus();

interface AddressFieldProps {
  readonly address: string;
  readonly onChange: (address: string) => void;
  /** The hint below the field. */
  readonly children: ReactNode;
  readonly t: Translate;
}

/** The address of an assistant to add. It takes the focus when it appears. */
export function AddressField({ address, onChange, children, t }: AddressFieldProps) {
  const id = useId();
  return (
    <>
      <div className="adding-field">
        <label htmlFor={id}>{t('adding.addressLabel')}</label>
        <input
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={ADDRESS_MAX_LENGTH}
          aria-describedby={`${id}-hint`}
          ref={focus}
          value={address}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      <p className="hint" id={`${id}-hint`}>
        {children}
      </p>
    </>
  );
}
