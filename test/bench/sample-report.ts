import type { Report } from '../../bench/report.ts';

/** A run of which one part could not be measured. */
export const REPORT: Report = {
  machine: {
    processor: 'A processor',
    cores: 2,
    memoryBytes: 8e9,
    system: 'Linux',
    versions: { Electron: '33.4.11' },
    date: '2026-01-02T03:04:05.000Z',
    loadBefore: 0.25,
    isSandboxed: true,
  },
  quick: false,
  outcomes: [
    {
      name: 'memory',
      title: 'Memory',
      problem: null,
      figures: [
        {
          name: 'memory-ready',
          title: 'Memory, ready',
          unit: 'MB',
          samples: [201, 199, 203],
          floor: [190, 188, 192],
          floorTitle: 'two blank windows',
          limit: { kind: 'over-floor', by: 10 },
        },
      ],
      notes: ['A note.'],
      transports: [],
    },
    { name: 'start', title: 'Start', problem: 'no screen', figures: [], notes: [], transports: [] },
    {
      name: 'transports',
      title: 'Ways',
      problem: null,
      figures: [],
      notes: [],
      transports: [
        {
          transport: 'socket',
          overlays: 1,
          changesPerMinute: 10,
          processorPercent: { median: 0.1, min: 0, max: 0.2 },
          requestsPerMinute: 0,
          bytesPerMinute: 2_500,
          delayMs: { mean: 1.5, p99: 2.5, count: 10 },
          logLinesPerMinute: 0,
        },
        {
          transport: 'polling-50-ms',
          overlays: 1,
          changesPerMinute: 10,
          processorPercent: { median: 4, min: 3, max: 5 },
          requestsPerMinute: 1_200,
          bytesPerMinute: 600_000,
          delayMs: null,
          logLinesPerMinute: 0,
        },
      ],
    },
  ],
};
