/** The client's counters, in the text format of Prometheus. */
export interface ClientMetrics {
  /** @param labels with values that need no escaping. */
  add(counter: Counter, by?: number, labels?: Readonly<Record<string, string>>): void;
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

/** Each appears with its first labels; the others are there from the start. */
const LABELLED = ['drops_total', 'commands_total', 'refusals_total'];

/** @param overlays returns the number of connected overlays; called for every scrape. */
export function createClientMetrics(overlays: () => number): ClientMetrics {
  /** By counter and labels: `polls_total`, `drops_total{reason="…"}`. */
  const counts = new Map<string, number>();
  for (const name of Object.keys(COUNTERS)) if (!LABELLED.includes(name)) counts.set(name, 0);

  const head = (name: string, type: string, help: string) => [
    `# HELP ${PREFIX}${name} ${help}`,
    `# TYPE ${PREFIX}${name} ${type}`,
  ];

  return {
    add(counter, by = 1, labels = {}) {
      const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
      const series = pairs.length === 0 ? counter : `${counter}{${pairs.join(',')}}`;
      counts.set(series, (counts.get(series) ?? 0) + by);
    },
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
