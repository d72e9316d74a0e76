import { useState } from 'react';
import { type HostedKind, KIND_NAMES, KINDS } from '../../src-shared/assistant-address.ts';
import type { SettingsView } from '../../src-shared/settings-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { AddHass } from './add-hass.tsx';
import { AddHosted } from './add-hosted.tsx';
import { AddMqtt } from './add-mqtt.tsx';
import { PairingRows } from './pairing-rows.tsx';
import { Row } from './row.tsx';

const focus = (element: HTMLElement | null) => element?.focus();

interface AddSectionProps {
  readonly view: SettingsView;
  readonly t: Translate;
}

/** The kinds of assistants that can be added, with those first that answer on this computer. */
export function AddSection({ view, t }: AddSectionProps) {
  const [open, setOpen] = useState<HostedKind | null>(null);
  const [added, setAdded] = useState<HostedKind | null>(null);
  /** The kind whose form was open last; its button takes the focus back. */
  const [closed, setClosed] = useState<HostedKind | null>(null);
  const isHere = (kind: HostedKind) => view.found.some((each) => each.kind === kind);
  const kinds = KINDS.filter((kind) => kind !== 'asystent');
  const close = (kind: HostedKind) => {
    setOpen(null);
    setClosed(kind);
  };
  return (
    <>
      <h3 className="subheading">{t('adding.heading')}</h3>
      {kinds.map((kind) => {
        const name = KIND_NAMES[kind];
        const form = {
          isHere: isHere(kind),
          onCancel: () => close(kind),
          onAdded: () => {
            setAdded(kind);
            close(kind);
          },
          t,
        };
        return (
          <Row
            key={kind}
            id={`adding-${kind}`}
            label={name}
            hint={[t(`kindLine.${kind}`), ...(isHere(kind) ? [t('adding.here')] : [])].join(' ')}
            below={
              <>
                {open === kind && kind === 'hass' && <AddHass followed={view.settings.clients.followed} {...form} />}
                {open === kind && kind === 'mqtt' && <AddMqtt {...form} />}
                {open === kind && kind !== 'hass' && kind !== 'mqtt' && <AddHosted kind={kind} {...form} />}
                <output className="said">{added === kind && open !== kind && t('adding.added', { name })}</output>
              </>
            }
          >
            {open !== kind && (
              <button
                type="button"
                data-adds={kind}
                className={isHere(kind) ? 'primary' : undefined}
                aria-label={t('adding.openNamed', { name })}
                ref={closed === kind ? focus : null}
                onClick={() => {
                  setAdded(null);
                  setOpen(kind);
                }}
              >
                {t('adding.open')}
              </button>
            )}
          </Row>
        );
      })}
      <PairingRows t={t} />
    </>
  );
}
