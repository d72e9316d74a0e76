import { useEffect, useId, useState } from 'react';
import { KIND_NAMES } from '../../src-shared/assistant-address.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { AddressedClient, PairedClient } from '../../src-shared/settings.ts';
import { NAME_MAX_LENGTH } from '../../src-shared/settings-limits.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { AddSection } from './add-section.tsx';
import { denialText } from './denial-text.ts';
import { Switch } from './fields.tsx';
import { focusHeading } from './section-heading.tsx';
import type { SectionProps } from './sections.tsx';
import { StandingRow, standingText } from './standing.tsx';
import { TextField } from './text-field.tsx';

/** The followed clients: the local one, and the others. */
export function ClientsSection({ view, t, update }: SectionProps) {
  const { followLocal, followed, overlayName } = view.settings.clients;
  const { follow } = view.environment;
  useEffect(() => {
    window.settings.seek(true);
    return () => window.settings.seek(false);
  }, []);
  const local = view.clients.find(({ isLocal }) => isLocal);
  const others = view.clients.filter(({ id, isLocal }) => !isLocal && followed.every((client) => client.id !== id));
  return (
    <>
      {follow !== null && <p className="notice">{t('clients.followFixed', { addresses: follow.join(', ') })}</p>}
      {others.map((client) => (
        <StandingRow key={client.id} client={client} language={view.language} t={t} />
      ))}
      <Switch
        label={t('clients.followLocal')}
        hint={t('clients.followLocalHint')}
        checked={followLocal}
        onChange={(checked) => update('clients', { followLocal: checked })}
      />
      {local !== undefined && <StandingRow client={local} language={view.language} t={t} />}
      <TextField
        label={t('clients.overlayName')}
        hint={t('clients.overlayNameHint')}
        value={overlayName ?? ''}
        maxLength={NAME_MAX_LENGTH}
        onApply={(text) => update('clients', { overlayName: text.trim() || null })}
      />
      {followed.map((client) => (
        <FollowedRow
          key={client.id}
          client={client}
          state={view.clients.find(({ id }) => id === client.id) ?? null}
          language={view.language}
          t={t}
        />
      ))}
      <AddSection view={view} t={t} />
      {view.keyStorage !== null && <p className="notice">{t(`keyStorage.${view.keyStorage}`)}</p>}
    </>
  );
}

interface FollowedRowProps {
  readonly client: PairedClient | AddressedClient;
  /** null: main has not sent it yet. */
  readonly state: ClientState | null;
  readonly language: Language;
  readonly t: Translate;
}

const focus = (button: HTMLButtonElement | null) => button?.focus();

/** A client besides the local one: its name, its connection, and a button to remove it. */
function FollowedRow({ client, state, language, t }: FollowedRowProps) {
  /** The question whether to remove the pairing. */
  const [question, setQuestion] = useState<'unasked' | 'asked' | 'kept'>('unasked');
  const id = useId();
  const { name } = client;
  const denial = state?.standing.kind === 'denied' ? state.standing.reason : null;
  const remove = () => {
    window.settings.removeClient(client.id);
    focusHeading();
  };
  return (
    <TextField
      label={client.kind === 'asystent' ? t('clients.name') : KIND_NAMES[client.kind]}
      hint={state === null ? '' : standingText(state, language, t, Date.now(), client.kind)}
      value={name}
      problem={denial === null ? null : denialText(client.kind, denial, t)}
      maxLength={NAME_MAX_LENGTH}
      onApply={(text) => {
        if (text.trim() !== '') window.settings.renameClient(client.id, text.trim());
      }}
      below={
        question === 'asked' && (
          <fieldset className="sure" aria-labelledby={id}>
            <span id={id}>{t('clients.sureRemove', { name })}</span>
            <button type="button" className="primary" onClick={remove}>
              {t('clients.yesRemove')}
            </button>
            {/* Takes the focus, so that pressing Enter twice does not remove the client. */}
            <button type="button" ref={focus} onClick={() => setQuestion('kept')}>
              {t('clients.noRemove')}
            </button>
          </fieldset>
        )
      }
    >
      {question !== 'asked' && (
        <button
          type="button"
          aria-label={t('clients.removeNamed', { name })}
          ref={question === 'kept' ? focus : null}
          onClick={() => setQuestion('asked')}
        >
          {t('clients.remove')}
        </button>
      )}
    </TextField>
  );
}
