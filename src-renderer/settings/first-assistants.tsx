import { useEffect, useRef, useState } from 'react';
import type { FoundAssistant } from '../../src-shared/adding-contract.ts';
import { type HostedKind, KIND_NAMES } from '../../src-shared/assistant-address.ts';
import type { SettingsView } from '../../src-shared/settings-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { NO_ANSWER, problemText, type ToldProblem } from './finding-text.ts';
import { isPresent, isToAdd } from './first-run-assistants.ts';
import { Row } from './row.tsx';
import { StandingRow } from './standing.tsx';

interface FirstAssistantsProps {
  readonly view: SettingsView;
  readonly t: Translate;
  /** Called when the user wants the section of the settings where assistants are added. */
  readonly onSettings: () => void;
}

/** The assistants that are here: those that are followed, those that one press adds, and the way to any other. */
export function FirstAssistants({ view, t, onSettings }: FirstAssistantsProps) {
  const [outcome, setOutcome] = useState<{ readonly kind: HostedKind; readonly problem: ToldProblem } | null>(null);
  const others = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    window.settings.seek(true);
    return () => window.settings.seek(false);
  }, []);
  const present = view.clients.filter(isPresent);
  const found = view.found.filter(isToAdd);
  const add = async ({ kind, address }: FoundAssistant & { readonly kind: HostedKind }) => {
    const problem = await window.settings.addClient(kind, address, '').catch(() => NO_ANSWER.problem);
    setOutcome({ kind, problem });
    // The button that was pressed goes away.
    if (problem === null) others.current?.focus();
  };
  const isAlone = present.length === 0 && found.length === 0;
  return (
    <>
      {present.map((client) => (
        <StandingRow key={client.id} client={client} language={view.language} t={t} />
      ))}
      {found.map((one) => {
        const { kind, address } = one;
        const name = KIND_NAMES[kind];
        const problem = outcome?.kind === kind ? outcome.problem : null;
        return (
          <Row
            key={address}
            id={`found-${kind}`}
            label={name}
            hint={`${t(`kindLine.${kind}`)} ${t('adding.here')}`}
            error={problem === null ? null : problemText(problem, t)}
          >
            <button
              type="button"
              className="primary"
              data-adds={kind}
              aria-label={t('adding.openNamed', { name })}
              // A Home Assistant needs a token, and its satellite chosen.
              onClick={() => (kind === 'hass' ? onSettings() : void add(one))}
            >
              {t(kind === 'hass' ? 'adding.open' : 'adding.add')}
            </button>
          </Row>
        );
      })}
      <Row
        id="others"
        label={t(isAlone ? 'firstRun.noAssistant' : 'firstRun.others')}
        hint={t(isAlone ? 'firstRun.noAssistantHint' : 'firstRun.othersHint')}
        below={
          <output className="said">
            {outcome?.problem === null && t('adding.added', { name: KIND_NAMES[outcome.kind] })}
          </output>
        }
      >
        <button type="button" ref={others} aria-describedby="others-label others-hint" onClick={onSettings}>
          {t('adding.open')}
        </button>
      </Row>
    </>
  );
}
