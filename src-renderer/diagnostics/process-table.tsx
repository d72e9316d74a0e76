import { useId } from 'react';
import type { ProcessNumbers } from '../../src-shared/diagnostics-contract.ts';
import { processName, type Words } from '../../src-shared/diagnostics-text.ts';
import type { History } from './history.ts';
import { Sparkline } from './sparkline.tsx';

interface ProcessTableProps {
  readonly processes: readonly ProcessNumbers[];
  readonly history: History;
  readonly words: Words;
}

/** CPU and memory of each process of the overlay, and in total. */
export function ProcessTable({ processes, history, words }: ProcessTableProps) {
  const id = useId();
  const { t } = words;
  const cpu = processes.map(({ cpuPercent }) => cpuPercent);
  const cpuTotal = cpu.includes(null) ? null : cpu.reduce<number>((sum, percent) => sum + (percent ?? 0), 0);
  const memoryTotal = processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  return (
    <section className="sheet" aria-labelledby={id}>
      <h2 id={id}>{t('diagnostics.processes')}</h2>
      <table className="processes">
        <thead>
          <tr>
            <th scope="col">{t('diagnostics.process')}</th>
            <th scope="col" className="number">
              {t('diagnostics.cpu')}
            </th>
            <td className="picture" />
            <th scope="col" className="number">
              {t('diagnostics.memory')}
            </th>
            <td className="picture" />
          </tr>
        </thead>
        <tbody>
          {processes.map((each) => (
            <tr key={each.pid} data-pid={each.pid}>
              <th scope="row">
                {processName(each, t)} <span className="hint">{each.pid}</span>
              </th>
              <td className="number">{words.percent(each.cpuPercent)}</td>
              <td className="picture">
                <Sparkline points={history.get(`cpu:${each.pid}`) ?? []} kind="line" />
              </td>
              <td className="number">{words.bytes(each.memoryBytes)}</td>
              <td className="picture">
                <Sparkline points={history.get(`memory:${each.pid}`) ?? []} kind="line" />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('diagnostics.total')}</th>
            <td className="number">{words.percent(cpuTotal)}</td>
            <td className="picture" />
            <td className="number">{words.bytes(memoryTotal)}</td>
            <td className="picture" />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
