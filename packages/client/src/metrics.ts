/** The client's counters, in the text format of Prometheus. */
export interface ClientMetrics {
  /** @param bytes of the one frame that each of the `count` overlays received. */
  framesSent(count: number, bytes: number): void;
  frameReceived(bytes: number): void;
  broadcast(): void;
  dropped(reason: string): void;
  command(command: string, outcome: string): void;
  poll(): void;
  /** @param code the HTTP status of the refusal. */
  refused(code: number): void;
  text(): string;
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const PREFIX = 'asystent_client_';

const COUNTERS = {
  frames_sent_total: 'Frames sent to overlays.',
  frame_bytes_sent_total: 'Bytes of the frames sent to overlays.',
  frames_received_total: 'Frames received from overlays.',
  frame_bytes_received_total: 'Bytes of the frames received from overlays.',
  broadcasts_total: 'Changes sent to all overlays.',
  drops_total: 'Overlays that were dropped.',
  commands_total: 'Commands by their outcome.',
  polls_total: 'Answers to GET /api/status.',
  refusals_total: 'Refused requests and upgrades, by HTTP status.',
} as const;
type Counter = keyof typeof COUNTERS;

/** Counters without labels, which are there from the start. */
const PLAIN: readonly Counter[] = [
  ...(['frames_sent_total', 'frame_bytes_sent_total', 'frames_received_total'] as const),
  ...(['frame_bytes_received_total', 'broadcasts_total', 'polls_total'] as const),
];

/** @param overlays returns the number of connected overlays; called for every scrape. */
export function createClientMetrics(overlays: () => number): ClientMetrics {
  /** By counter and labels: `polls_total`, `drops_total{reason="…"}`. */
  const counts = new Map<string, number>(PLAIN.map((name) => [name, 0]));

  /** @param labels with values that need no escaping. */
  const add = (counter: Counter, by: number, labels: Readonly<Record<string, string>> = {}) => {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
    const series = pairs.length === 0 ? counter : `${counter}{${pairs.join(',')}}`;
    counts.set(series, (counts.get(series) ?? 0) + by);
  };
  const head = (name: string, type: string, help: string) => [
    `# HELP ${PREFIX}${name} ${help}`,
    `# TYPE ${PREFIX}${name} ${type}`,
  ];

  return {
    framesSent(count, bytes) {
      add('frames_sent_total', count);
      add('frame_bytes_sent_total', count * bytes);
    },
    frameReceived(bytes) {
      add('frames_received_total', 1);
      add('frame_bytes_received_total', bytes);
    },
    broadcast: () => add('broadcasts_total', 1),
    dropped: (reason) => add('drops_total', 1, { reason }),
    command: (command, outcome) => add('commands_total', 1, { command, outcome }),
    poll: () => add('polls_total', 1),
    refused: (code) => add('refusals_total', 1, { code: String(code) }),
    text() {
      const gauge = [...head('overlays', 'gauge', 'Connected overlays.'), `${PREFIX}overlays ${overlays()}`];
      const counters = Object.entries(COUNTERS).flatMap(([name, help]) => [
        ...head(name, 'counter', help),
        ...[...counts]
          .filter(([series]) => series.split('{')[0] === name)
          .map(([series, n]) => `${PREFIX}${series} ${n}`),
      ]);
      return `${[...gauge, ...counters].join('\n')}\n`;
    },
  };
}
