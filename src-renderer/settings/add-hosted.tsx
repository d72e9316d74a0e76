import { useId, useState } from 'react';
import { type HostedKind, isThisComputer, parseHosted } from '../../src-shared/assistant-address.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { TestAndAdd } from './test-and-add.tsx';

const focus = (element: HTMLElement | null) => element?.focus();

interface AddHostedProps {
  readonly kind: Exclude<HostedKind, 'hass' | 'mqtt'>;
  /** Whether one answers on this computer. */
  readonly isHere: boolean;
  readonly onAdded: () => void;
  readonly onCancel: () => void;
  readonly t: Translate;
}

/** An assistant that is found by its address alone. */
export function AddHosted({ kind, isHere, onAdded, onCancel, t }: AddHostedProps) {
  const id = useId();
  const [address, setAddress] = useState('127.0.0.1');
  return (
    <div className="adding">
      <div className="adding-field">
        <label htmlFor={id}>{t('adding.addressLabel')}</label>
        <input
          id={id}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          aria-describedby={`${id}-hint`}
          ref={focus}
          value={address}
          onChange={({ target }) => setAddress(target.value)}
        />
      </div>
      <p className="hint" id={`${id}-hint`}>
        {t('adding.addressHint')} {isPlain(kind, address) && t('adding.plain')}
      </p>
      <TestAndAdd
        key={address}
        kind={kind}
        address={address}
        name=""
        testsAtOnce={isHere && address === '127.0.0.1'}
        onAdded={onAdded}
        onCancel={onCancel}
        t={t}
      />
    </div>
  );
}

/** Whether what is said would cross the network unencrypted. */
function isPlain(kind: HostedKind, text: string): boolean {
  const address = parseHosted(kind, text);
  return typeof address !== 'string' && !isThisComputer(address.host);
}
