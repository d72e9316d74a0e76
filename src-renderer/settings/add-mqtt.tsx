import { useId, useRef, useState } from 'react';
import type { CertificateAnswer } from '../../src-shared/adding-contract.ts';
import { addressText, isThisComputer, parseBrokerPlace, parseHosted } from '../../src-shared/assistant-address.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { AddressField } from './address-field.tsx';
import { answered, type BrokerQuestion } from './broker-question.ts';
import { NO_ANSWER } from './finding-text.ts';
import { OnBroker } from './on-broker.tsx';
import { TestAndAdd } from './test-and-add.tsx';

interface AddMqttProps {
  readonly onAdded: () => void;
  readonly onCancel: () => void;
  readonly t: Translate;
}

/**
 * An assistant behind a broker: the broker's address with the assistant's topic, or a choice from those that are there, and
 * login and certificates for the broker.
 */
export function AddMqtt({ onAdded, onCancel, t }: AddMqttProps) {
  const id = useId();
  const [address, setAddress] = useState('127.0.0.1/asystent/');
  const [user, setUser] = useState('');
  const [certificate, setCertificate] = useState<CertificateAnswer | typeof NO_ANSWER.problem | null>(null);
  /** Counts the passwords and certificates that the user has given: each is worth another test. */
  const [secrets, setSecrets] = useState(0);
  const [hasLogin, setHasLogin] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const [question, setQuestion] = useState<BrokerQuestion | null>(null);
  const place = parseBrokerPlace(address);
  const isWhole = parseHosted('mqtt', address) !== 'topic' || typeof place === 'string';

  const ask = async () => {
    setQuestion({ address, answer: 'asking' });
    const answer = await window.settings.findOnBroker(address).catch(() => NO_ANSWER);
    setQuestion((current) => answered(current, address, answer));
  };
  const hasGiven = () => {
    setSecrets(secrets + 1);
    if (!isWhole) void ask();
  };
  // The password goes to main as soon as it has been typed, and does not stay in the field.
  const giveLogin = () => {
    const typed = password.current?.value ?? '';
    if (password.current === null || user === '' || typed === '') return;
    window.settings.giveLogin(address, user, typed);
    password.current.value = '';
    setHasLogin(true);
    hasGiven();
  };
  const giveCertificate = async () => {
    const given = await window.settings.giveCertificate(address).catch(() => NO_ANSWER.problem);
    if (given !== 'cancelled') setCertificate(given);
    if (given === 'taken') hasGiven();
  };
  const forget = () => {
    setSecrets(0);
    setHasLogin(false);
    setQuestion(null);
  };

  return (
    <div className="adding">
      <AddressField
        address={address}
        onChange={(next) => {
          setAddress(next);
          setCertificate(null);
          forget();
        }}
        t={t}
      >
        {t('adding.mqttAddressHint')}{' '}
        {typeof place !== 'string' &&
          !place.server.isEncrypted &&
          !isThisComputer(place.server.host) &&
          t('adding.plainLogin')}
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
            forget();
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
      <output className="said">{hasLogin && t('adding.loginGiven')}</output>
      {typeof place !== 'string' && place.server.isEncrypted && (
        <>
          <div className="adding-field">
            <span id={`${id}-certificate`}>{t('adding.certificate')}</span>
            <button
              type="button"
              aria-describedby={`${id}-certificate ${id}-certificate-hint ${id}-certificate-error`}
              onClick={() => void giveCertificate()}
            >
              {t('adding.chooseFiles')}
            </button>
          </div>
          <p className="hint" id={`${id}-certificate-hint`}>
            {t('adding.certificateHint')}
          </p>
          <p className="error" id={`${id}-certificate-error`} role="alert">
            {certificate === 'none' && t('adding.noCertificate')}
            {certificate === 'failed' && t('adding.failed')}
          </p>
          <output className="said">{certificate === 'taken' && t('adding.certificateGiven')}</output>
        </>
      )}
      {isWhole ? (
        <TestAndAdd
          key={`${address} ${secrets}`}
          kind="mqtt"
          address={address}
          name=""
          testsAtOnce={secrets > 0}
          onAdded={onAdded}
          onCancel={onCancel}
          t={t}
        />
      ) : (
        <OnBroker
          answer={question?.answer ?? null}
          onAsk={() => void ask()}
          addressOf={(topic) =>
            typeof place === 'string' ? '' : addressText({ kind: 'mqtt', ...place.server, topic })
          }
          onAdded={onAdded}
          onCancel={onCancel}
          t={t}
        />
      )}
    </div>
  );
}
