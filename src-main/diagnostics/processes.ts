import type { ProcessMetric } from 'electron';
import type { ProcessNumbers } from '../../src-shared/diagnostics-contract.ts';
import type { Page } from '../../src-shared/pages.ts';

const KINDS: Readonly<Record<string, ProcessNumbers['kind']>> = { Browser: 'main', Tab: 'page', GPU: 'gpu' };
const ORDER: readonly ProcessNumbers['kind'][] = ['main', 'page', 'gpu', 'helper'];

/** The fields needed of a process in `app.getAppMetrics()`. */
export type Metric = Pick<ProcessMetric, 'pid' | 'type'> & {
  readonly name?: string;
  readonly cpu: Pick<ProcessMetric['cpu'], 'percentCPUUsage'>;
  readonly memory: Pick<ProcessMetric['memory'], 'workingSetSize'>;
};

/**
 * Return the processes of the overlay, main first. Pure.
 * @param pages the page that each process draws, by the process's id.
 * @param sample.isFirst true for the first sample, in which Electron can't measure the use of processors yet.
 * @param sample.processors how many there are: Electron counts all of them together as 100 %.
 */
export function processNumbers(
  metrics: readonly Metric[],
  pages: readonly (readonly [pid: number, page: Page])[],
  sample: { readonly isFirst: boolean; readonly processors: number },
): readonly ProcessNumbers[] {
  return metrics
    .map(({ pid, type, name = '', cpu, memory }) => {
      const kind = KINDS[type] ?? 'helper';
      const drawn = pages.filter(([drawer]) => drawer === pid).map(([, page]) => page);
      return {
        pid,
        kind,
        pages: [...new Set(drawn)],
        service: kind === 'helper' ? name || type : '',
        cpuPercent: sample.isFirst ? null : cpu.percentCPUUsage * sample.processors,
        memoryBytes: memory.workingSetSize * 1_024,
      };
    })
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.pid - b.pid);
}
