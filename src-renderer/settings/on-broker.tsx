import { useId, useState } from 'react';
import type { BrokerAnswer } from '../../src-shared/adding-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { findingText, type Told } from './finding-text.ts';
import { TestAndAdd } from './test-and-add.tsx';

interface OnBrokerProps {
  /** null: nobody has asked yet. */
  readonly answer: Told<BrokerAnswer> | 'asking' | null;
  readonly onAsk: () => void;
  /** Return the address of an assistant there. */
  readonly addressOf: (topic: string) => string;
  readonly onAdded: () => void;
  readonly onCancel: () => void;
  readonly t: Translate;
}

/** A choice from the assistants that publish through a broker. */
export function OnBroker({ answer, onAsk, addressOf, onAdded, onCancel, t }: OnBrokerProps) {
  const id = useId();
  const [topic, setTopic] = useState<string | null>(null);
  const isAsked = answer !== null && answer !== 'asking';
  const clients = isAsked && answer.kind === 'clients' ? answer.clients : [];
  const chosen = clients.find((each) => each.topic === topic) ?? clients[0];
  return (
    <>
      <p className="error" role="alert">
        {isAsked && answer.kind !== 'clients' && findingText('mqtt', answer, t)}
      </p>
      <output className="said">
        {answer === 'asking' && t('adding.testing')}
        {isAsked && answer.kind === 'clients' && clients.length === 0 && t('adding.noneOnBroker')}
      </output>
      {chosen === undefined ? (
        <div className="adding-buttons">
          <button type="button" onClick={onCancel}>
            {t('adding.cancel')}
          </button>
          <button
            type="button"
            aria-disabled={answer === 'asking'}
            onClick={() => {
              if (answer !== 'asking') onAsk();
            }}
          >
            {t('adding.showOnBroker')}
          </button>
        </div>
      ) : (
        <>
          <div className="adding-field">
            <label htmlFor={`${id}-client`}>{t('adding.onBroker')}</label>
            <select id={`${id}-client`} value={chosen.topic} onChange={({ target }) => setTopic(target.value)}>
              {clients.map((each) => (
                <option key={each.topic} value={each.topic}>
                  {each.name} ({each.topic})
                </option>
              ))}
            </select>
          </div>
          <TestAndAdd
            key={chosen.topic}
            kind="mqtt"
            address={addressOf(chosen.topic)}
            name={chosen.name}
            testsAtOnce={true}
            onAdded={onAdded}
            onCancel={onCancel}
            t={t}
          />
        </>
      )}
    </>
  );
}
