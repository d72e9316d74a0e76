import type { DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import { versionsText, wordsOf } from '../../src-shared/diagnostics-text.ts';
import { translator } from '../../src-shared/strings.ts';
import { ClientCard } from './client-card.tsx';
import { CopyButton } from './copy-button.tsx';
import { EventList } from './event-list.tsx';
import type { History } from './history.ts';
import { ProblemList } from './problem-list.tsx';
import { ProcessTable } from './process-table.tsx';
import { WindowsCard } from './windows-card.tsx';

interface DiagnosticsPageProps {
  readonly view: DiagnosticsView;
  readonly history: History;
  /** Copies the report into the clipboard. Rejects when the system refuses. */
  readonly copy: () => Promise<unknown>;
}

/** The whole page: the known problems, the clients with their counts, the windows, the processes, the events. */
export function DiagnosticsPage({ view, history, copy }: DiagnosticsPageProps) {
  const t = translator(view.language);
  const words = wordsOf(view.language, t);
  return (
    <main data-testid="diagnostics">
      <header>
        <div>
          <h1>{t('section.diagnostics')}</h1>
          <p className="hint">
            {brokenAtDots(
              `${t('diagnostics.runningFor', { time: words.duration(view.runningForMs) })} · ${versionsText(view, t)}`,
            )}
          </p>
        </div>
        <CopyButton copy={copy} t={t} />
      </header>
      {view.problems.length > 0 && <ProblemList problems={view.problems} t={t} />}
      {view.clients.map((client) => (
        <ClientCard key={client.id} client={client} history={history} words={words} />
      ))}
      {view.windows !== null && <WindowsCard windows={view.windows} words={words} />}
      <ProcessTable processes={view.processes} history={history} words={words} />
      <EventList events={view.events} namesClients={view.clients.length > 1} language={view.language} words={words} />
    </main>
  );
}

/** Return a line that breaks only after the dots between its parts. */
function brokenAtDots(line: string): string {
  return line.replaceAll(' ', '\u00a0').replaceAll('\u00a0·\u00a0', '\u00a0· ');
}
