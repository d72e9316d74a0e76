import { useId, useState } from 'react';
import type { SatellitesAnswer } from '../../src-shared/adding-contract.ts';
import {
  addressText,
  type HassServer,
  isThisComputer,
  parseAddress,
  parseHassServer,
  serverText,
} from '../../src-shared/assistant-address.ts';
import type { Settings } from '../../src-shared/settings.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { AddressField } from './address-field.tsx';
import { findingText, NO_ANSWER, type Told } from './finding-text.ts';
import { TestAndAdd } from './test-and-add.tsx';

interface AddHassProps {
  /** Whether one answers on this computer. */
  readonly isHere: boolean;
  readonly followed: Settings['clients']['followed'];
  readonly onAdded: () => void;
  readonly onCancel: () => void;
  readonly t: Translate;
}

/** A satellite of a Home Assistant: its address, a token, and a choice from the satellites that it lists. */
export function AddHass({ isHere, followed, onAdded, onCancel, t }: AddHassProps) {
  const id = useId();
  const [address, setAddress] = useState(isHere ? 'http://127.0.0.1:8123' : 'http://homeassistant.local:8123');
  const [answer, setAnswer] = useState<Told<SatellitesAnswer> | 'asking' | null>(null);
  const [entity, setEntity] = useState<string | null>(null);
  const server = parseHassServer(address);

  // A token goes straight to main and never into the field.
  const ask = async (token: string) => {
    setAnswer('asking');
    setEntity(null);
    setAnswer(await window.settings.findSatellites(address, token).catch(() => NO_ANSWER));
  };
  const isAsked = answer !== null && answer !== 'asking';
  const satellites = isAsked && answer.kind === 'satellites' ? answer.satellites : [];
  const chosen = satellites.find((each) => each.entity === entity) ?? satellites[0];
  const error = isAsked && answer.kind !== 'satellites' ? findingText('hass', answer, t) : null;

  return (
    <div className="adding">
      <AddressField
        address={address}
        onChange={(next) => {
          setAddress(next);
          setAnswer(null);
        }}
        t={t}
      >
        {t('adding.hassAddressHint')} {typeof server !== 'string' && isPlain(server) && t('adding.plainToken')}
      </AddressField>
      <div className="adding-field">
        <label htmlFor={`${id}-token`}>{t('adding.token')}</label>
        <input
          id={`${id}-token`}
          type="password"
          autoComplete="off"
          value=""
          placeholder={t('clients.paste')}
          aria-invalid={error !== null}
          aria-describedby={`${id}-token-hint ${id}-error`}
          onPaste={(event) => {
            event.preventDefault();
            void ask(event.clipboardData.getData('text/plain'));
          }}
          // Text that is dropped or inserted otherwise also arrives in one piece.
          onChange={({ target }) => void ask(target.value)}
        />
      </div>
      <p className="hint" id={`${id}-token-hint`}>
        {t('adding.tokenHint')}
      </p>
      <p className="error" id={`${id}-error`} role="alert">
        {error}
      </p>
      <output className="said">
        {answer === 'asking' && t('adding.testing')}
        {isAsked && answer.kind === 'satellites' && satellites.length === 0 && t('adding.noSatellites')}
      </output>
      {typeof server !== 'string' && chosen !== undefined ? (
        <>
          <div className="adding-field">
            <label htmlFor={`${id}-satellite`}>{t('adding.satellite')}</label>
            <select id={`${id}-satellite`} value={chosen.entity} onChange={({ target }) => setEntity(target.value)}>
              {satellites.map((satellite) => (
                <option key={satellite.entity} value={satellite.entity}>
                  {satellite.name}
                </option>
              ))}
            </select>
          </div>
          {isAsked && answer.kind === 'satellites' && !answer.canReadTexts && (
            <p className="hint">{t('adding.noTexts')}</p>
          )}
          <TestAndAdd
            key={`${address} ${chosen.entity}`}
            kind="hass"
            address={addressText({ kind: 'hass', ...server, entity: chosen.entity })}
            name={chosen.name}
            testsAtOnce={true}
            onAdded={onAdded}
            onCancel={onCancel}
            t={t}
          />
        </>
      ) : (
        <div className="adding-buttons">
          <button type="button" onClick={onCancel}>
            {t('adding.cancel')}
          </button>
          {typeof server !== 'string' && hasToken(server, followed) && (
            <button type="button" onClick={() => void ask('')}>
              {t('adding.savedToken')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function isPlain({ host, isEncrypted }: HassServer): boolean {
  return !isEncrypted && !isThisComputer(host);
}

/** Whether another satellite of the server is followed. */
function hasToken(server: HassServer, followed: Settings['clients']['followed']): boolean {
  return followed.some((client) => {
    const address = client.kind === 'hass' ? parseAddress(client.address) : null;
    return (
      address !== null &&
      typeof address !== 'string' &&
      address.kind === 'hass' &&
      serverText(address) === serverText(server)
    );
  });
}
