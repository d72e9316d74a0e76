import { expect, it } from 'vitest';
import { type Metric, processNumbers } from '../../src-main/diagnostics/processes.ts';

const metric = (pid: number, type: Metric['type'], name?: string): Metric => ({
  pid,
  type,
  ...(name === undefined ? {} : { name }),
  cpu: { percentCPUUsage: 1.5 },
  memory: { workingSetSize: 1_000 },
});

const METRICS = [
  metric(30, 'Utility', 'Network Service'),
  metric(20, 'Tab'),
  metric(40, 'Zygote'),
  metric(25, 'GPU'),
  metric(10, 'Browser'),
];

it('main comes first, then pages with what they draw, graphics and helpers', () => {
  const pages = [
    [20, 'bubble'],
    [20, 'controls'],
    [20, 'bubble'],
  ] as const;
  const processes = processNumbers(METRICS, pages, { isFirst: false, processors: 2 });
  expect(processes.map(({ pid, kind, pages: drawn, service }) => [pid, kind, drawn.join(), service])).toEqual([
    [10, 'main', '', ''],
    [20, 'page', 'bubble,controls', ''],
    [25, 'gpu', '', ''],
    [30, 'helper', '', 'Network Service'],
    [40, 'helper', '', 'Zygote'],
  ]);
});

it('use is told of one processor, in bytes, and not before there is something to compare with', () => {
  const [main] = processNumbers(METRICS, [], { isFirst: false, processors: 4 });
  expect(main).toMatchObject({ cpuPercent: 6, memoryBytes: 1_024_000 });
  expect(processNumbers(METRICS, [], { isFirst: true, processors: 4 }).map(({ cpuPercent }) => cpuPercent)).toEqual(
    METRICS.map(() => null),
  );
});
