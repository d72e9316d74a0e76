import type { DiagnosticsView } from '../../src-shared/diagnostics-contract.ts';
import {
  clientName,
  clientRows,
  happeningText,
  problemText,
  processName,
  versionsText,
  windowRows,
  wordsOf,
} from '../../src-shared/diagnostics-text.ts';
import { translator } from '../../src-shared/strings.ts';

/**
 * Return the diagnostics as plain text for a bug report, in the user's language. Pure. Like the view, the text holds
 * nothing that the assistant said, no key and no path.
 */
export function reportText(view: DiagnosticsView): string {
  const t = translator(view.language);
  const words = wordsOf(view.language, t);
  const section = (title: string, lines: readonly string[]) => ['', title, ...lines.map((line) => `  ${line}`)];
  return [
    t('diagnostics.title'),
    new Date(view.atEpochMs).toISOString(),
    versionsText(view, t),
    t('diagnostics.runningFor', { time: words.duration(view.runningForMs) }),
    ...(view.problems.length === 0
      ? []
      : section(
          t('diagnostics.problems'),
          view.problems.map((problem) => problemText(problem, t)),
        )),
    ...view.clients.flatMap((client) =>
      section(
        clientName(client.name, t),
        clientRows(client, words).map(({ label, value }) => `${label}: ${value}`),
      ),
    ),
    ...(view.windows === null
      ? []
      : section(
          t('diagnostics.windows'),
          windowRows(view.windows, words).map(({ label, value }) => `${label}: ${value}`),
        )),
    ...section(
      t('diagnostics.processes'),
      view.processes.map(
        (each) =>
          `${processName(each, t)}, ${each.pid}: ${words.percent(each.cpuPercent)}, ${words.bytes(each.memoryBytes)}`,
      ),
    ),
    ...section(
      t('diagnostics.events'),
      view.events.length === 0
        ? [t('diagnostics.noEvents')]
        : view.events.map(
            ({ atEpochMs, client, happening }) =>
              `${new Date(atEpochMs).toISOString()} ${clientName(client, t)}: ${happeningText(happening, t)}`,
          ),
    ),
    '',
  ].join('\n');
}
