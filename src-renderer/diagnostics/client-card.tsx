import { useId } from 'react';
import type { ClientNumbers } from '../../src-shared/diagnostics-contract.ts';
import { clientName, clientRows, type Words } from '../../src-shared/diagnostics-text.ts';
import { CounterRows } from './counter-rows.tsx';
import { type ClientCurve, greatestValue, type History, lastValue } from './history.ts';
import { Sparkline } from './sparkline.tsx';

interface ClientCardProps {
  readonly client: ClientNumbers;
  readonly history: History;
  readonly words: Words;
}

/** Rows that the card's head and curves show already. */
const SHOWN_ABOVE: readonly string[] = ['transport', 'liveFor', 'paint', 'ping'];

/** One client: its connection, four curves, and all counts. */
export function ClientCard({ client, history, words }: ClientCardProps) {
  const id = useId();
  const { t } = words;
  const rows = clientRows(client, words);
  const figure = (row: string) => rows.find((each) => each.id === row)?.value ?? '';
  const perSecond = (value: string) => t('diagnostics.perSecond', { value });
  const rate = (value: number | null, unit: (value: number) => string) =>
    value === null ? t('diagnostics.unknown') : perSecond(unit(value));

  const curve = (name: ClientCurve, label: string, shown: string, format: (value: number) => string) => {
    const points = history.get(`${name}:${client.id}`) ?? [];
    const greatest = greatestValue(points);
    return (
      <div className="curve" data-curve={name}>
        <dt>{label}</dt>
        <dd>
          <span className="value">{shown}</span>
          <Sparkline points={points} kind={name === 'ping' ? 'line' : 'stems'} />
          <span className="hint">
            {greatest === null ? t('diagnostics.nothing') : t('diagnostics.upTo', { value: format(greatest) })}
          </span>
        </dd>
      </div>
    );
  };
  const latest = (name: ClientCurve) => lastValue(history.get(`${name}:${client.id}`) ?? []);

  return (
    <section className="sheet" aria-labelledby={id} data-client={client.id}>
      <div className="client-head">
        <h2 id={id}>{clientName(client.name, t)}</h2>
        <p className="transport" data-transport={client.transport}>
          {figure('transport')}
          {client.liveForMs !== null && <span className="hint"> · {words.duration(client.liveForMs)}</span>}
        </p>
      </div>
      <dl className="curves" aria-label={t('diagnostics.lastTenMinutes')}>
        {curve('paint', t('diagnostics.paint'), words.milliseconds(client.paintLastMs), words.milliseconds)}
        {curve('ping', t('diagnostics.ping'), words.milliseconds(client.pingLastMs), words.milliseconds)}
        {curve('frames', t('diagnostics.framesPerSecond'), rate(latest('frames'), words.count), (value) =>
          perSecond(words.count(value)),
        )}
        {curve('bytes', t('diagnostics.bytesPerSecond'), rate(latest('bytes'), words.bytes), (value) =>
          perSecond(words.bytes(value)),
        )}
      </dl>
      <dl className="counters" aria-label={t('diagnostics.counters')}>
        <CounterRows rows={rows.filter(({ id: row }) => !SHOWN_ABOVE.includes(row))} />
      </dl>
    </section>
  );
}
