import { useId } from 'react';
import type { AssistantKind } from '../../src-shared/assistant-address.ts';
import type { ClientState } from '../../src-shared/client-state.ts';
import type { Language } from '../../src-shared/languages.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { Row } from './row.tsx';

/**
 * Return in one or two sentences how a client is connected, or where the overlay looks for it, and since when.
 * @param kind null: not known here, and a kind that is connected by a WebSocket.
 */
export function standingText(
  { standing, sinceEpochMs, addresses }: Pick<ClientState, 'standing' | 'sinceEpochMs' | 'addresses'>,
  language: Language,
  t: Translate,
  nowEpochMs: number,
  kind: AssistantKind | null = null,
) {
  const isToday = new Date(sinceEpochMs).toDateString() === new Date(nowEpochMs).toDateString();
  const dateStyle = isToday ? undefined : 'medium';
  const time = new Intl.DateTimeFormat(language, { dateStyle, timeStyle: 'short' }).format(sinceEpochMs);
  const everywhere = [...addresses.socket, ...addresses.http].join(', ');
  switch (standing.kind) {
    case 'socket':
    case 'polling': {
      if (standing.port === null) return t('standing.guest', { time });
      const known = addresses[standing.kind === 'socket' ? 'socket' : 'http'];
      const address = known.find((each) => each.endsWith(`:${standing.port}`)) ?? known[0] ?? '';
      if (kind === 'mqtt') return t('standing.broker', { address, time });
      return t(`standing.${standing.kind}`, { address, time });
    }
    case 'looking':
    case 'missing':
      return t(`standing.${standing.kind}`, { addresses: everywhere, time });
    case 'denied':
      return t('standing.denied', { reason: t(`detail.${standing.reason}`), address: addresses.socket[0] ?? '', time });
  }
}

interface StandingRowProps {
  readonly client: ClientState;
  readonly language: Language;
  readonly t: Translate;
}

/** A client's name and its connection. */
export function StandingRow({ client, language, t }: StandingRowProps) {
  const id = useId();
  return (
    <Row id={id} label={client.name} hint={standingText(client, language, t, Date.now())}>
      <span data-testid="standing" data-client={client.id} data-standing={client.standing.kind} />
    </Row>
  );
}
