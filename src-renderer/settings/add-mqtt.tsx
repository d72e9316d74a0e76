import { useId, useRef, useState } from 'react';
import { isThisComputer, parseHosted } from '../../src-shared/assistant-address.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { AddressField } from './address-field.tsx';
import { TestAndAdd } from './test-and-add.tsx';

interface AddMqttProps {
  readonly onAdded: () => void;
  readonly onCancel: () => void;
  readonly t: Translate;
}

/** An assistant behind a broker: the broker's address with the assistant's topic, and a login where the broker asks for it. */
export function AddMqtt({ onAdded, onCancel, t }: AddMqttProps) {
  const id = useId();
  const [address, setAddress] = useState('127.0.0.1/asystent/');
  const [user, setUser] = useState('');
  /** Counts the logins that were handed over: each is worth another test. */
  const [logins, setLogins] = useState(0);
  const password = useRef<HTMLInputElement>(null);

  // The password goes to main as soon as it has been typed, and does not stay in the field.
  const giveLogin = () => {
    const typed = password.current?.value ?? '';
    if (password.current === null || user === '' || typed === '') return;
    window.settings.giveLogin(address, user, typed);
    password.current.value = '';
    setLogins(logins + 1);
  };

  return (
    <div className="adding">
      <AddressField
        address={address}
        onChange={(next) => {
          setAddress(next);
          setLogins(0);
        }}
        t={t}
      >
        {t('adding.mqttAddressHint')} {isPlain(address) && t('adding.plainLogin')}
      </AddressField>
      <div className="adding-field">
        <label htmlFor={`${id}-user`}>{t('adding.user')}</label>
        <input
          id={`${id}-user`}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          aria-describedby={`${id}-login-hint`}
          value={user}
          onChange={({ target }) => {
            setUser(target.value);
            setLogins(0);
          }}
        />
      </div>
      <div className="adding-field">
        <label htmlFor={`${id}-password`}>{t('adding.password')}</label>
        <input
          id={`${id}-password`}
          type="password"
          autoComplete="off"
          maxLength={2_000}
          aria-describedby={`${id}-login-hint`}
          ref={password}
          onBlur={giveLogin}
          onKeyDown={({ key }) => key === 'Enter' && giveLogin()}
        />
      </div>
      <p className="hint" id={`${id}-login-hint`}>
        {t('adding.loginHint')}
      </p>
      <output className="said">{logins > 0 && t('adding.loginGiven')}</output>
      <TestAndAdd
        key={`${address} ${logins}`}
        kind="mqtt"
        address={address}
        name=""
        testsAtOnce={logins > 0}
        onAdded={onAdded}
        onCancel={onCancel}
        t={t}
      />
    </div>
  );
}

/** Whether what is said would cross the network unencrypted. */
function isPlain(text: string): boolean {
  const address = parseHosted('mqtt', text);
  if (typeof address === 'string' || address.kind !== 'mqtt') return false;
  return !address.isEncrypted && !isThisComputer(address.host);
}
