import { useState } from 'react';
import { type HostedKind, isThisComputer, parseHosted } from '../../src-shared/assistant-address.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { AddressField } from './address-field.tsx';
import { TestAndAdd } from './test-and-add.tsx';

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
  const [address, setAddress] = useState('127.0.0.1');
  return (
    <div className="adding">
      <AddressField address={address} onChange={setAddress} t={t}>
        {t('adding.addressHint')} {isPlain(kind, address) && t('adding.plain')}
      </AddressField>
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

/** Whether conversations would cross the network unencrypted. */
function isPlain(kind: HostedKind, text: string): boolean {
  const address = parseHosted(kind, text);
  return typeof address !== 'string' && !isThisComputer(address.host);
}
