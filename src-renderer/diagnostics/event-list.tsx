import { memo, useId } from 'react';
import type { DiagnosticsEvent } from '../../src-shared/diagnostics-contract.ts';
import { clientName, happeningText, type Words } from '../../src-shared/diagnostics-text.ts';
import type { Language } from '../../src-shared/languages.ts';

interface EventListProps {
  /** The newest last. */
  readonly events: readonly DiagnosticsEvent[];
  /** Whether each row names its client. */
  readonly namesClients: boolean;
  readonly language: Language;
  readonly words: Words;
}

/** The events, the newest first. Rendered again only after a new one. */
export const EventList = memo(
  ({ events, namesClients, words }: EventListProps) => {
    const id = useId();
    const { t } = words;
    return (
      <section className="sheet" aria-labelledby={id}>
        <h2 id={id}>{t('diagnostics.events')}</h2>
        {events.length === 0 ? (
          <p className="hint">{t('diagnostics.noEvents')}</p>
        ) : (
          <table className="events">
            <thead>
              <tr>
                <th scope="col">{t('diagnostics.time')}</th>
                {namesClients && <th scope="col">{t('diagnostics.client')}</th>}
                <th scope="col">{t('diagnostics.whatHappened')}</th>
              </tr>
            </thead>
            <tbody>
              {events.toReversed().map(({ number, atEpochMs, client, happening }) => (
                <tr key={number} data-kind={happening.kind}>
                  <td className="number">{words.time(atEpochMs)}</td>
                  {namesClients && <td>{clientName(client, t)}</td>}
                  <td>{happeningText(happening, t)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    );
  },
  (before, now) =>
    before.language === now.language &&
    before.namesClients === now.namesClients &&
    before.events.at(-1)?.number === now.events.at(-1)?.number &&
    before.events.length === now.events.length,
);
