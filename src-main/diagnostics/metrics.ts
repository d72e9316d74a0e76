import { Counter, Gauge, Registry } from 'prom-client';
import {
  type ClientNumbers,
  COMMAND_OUTCOMES,
  END_REASONS,
  POLL_OUTCOMES,
  type ProcessNumbers,
} from '../../src-shared/diagnostics-contract.ts';

/** The current figures, read at each scrape. */
export interface MetricsSource {
  readonly version: string;
  /** When the overlay started, in seconds since 1970. */
  readonly startedEpochS: number;
  clients(): readonly ClientNumbers[];
  processes(): readonly Pick<ProcessNumbers, 'pid' | 'kind' | 'memoryBytes'>[];
}

/** The metrics in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

const PREFIX = 'asystent_overlay_';

/**
 * Describe the counters to Prometheus, by its conventions for names and units. Each scrape reads the counters anew;
 * nothing is kept here. Load this module only when needed: it brings prom-client along.
 */
export function createMetrics(source: MetricsSource): Metrics {
  const registry = new Registry();
  const registers = [registry];

  /**
   * A metric of each client: a counter if its name ends in `_total`, as Prometheus wants it, else a gauge.
   * @param values a client's values with their labels beside `client`.
   */
  const perClient = <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    values: (client: ClientNumbers) => readonly (readonly [Readonly<Record<Label, string>>, number])[],
  ) =>
    new (name.endsWith('_total') ? Counter : Gauge)({
      name: `${PREFIX}${name}`,
      help,
      labelNames: ['client', ...labels],
      registers,
      collect() {
        this.reset();
        for (const [client, numbers] of labelled(source.clients())) {
          for (const [own, value] of values(numbers)) this.inc({ client, ...own }, value);
        }
      },
    });
  const one = (name: string, help: string, of: (client: ClientNumbers) => number) =>
    perClient(name, help, [], (client) => [[{}, of(client)]]);

  new Gauge({
    name: `${PREFIX}info`,
    help: 'The version of the overlay; the value is always 1.',
    labelNames: ['version'],
    registers,
  }).set({ version: source.version }, 1);
  new Gauge({
    name: `${PREFIX}start_time_seconds`,
    help: 'When the overlay started, in seconds since 1970.',
    registers,
  }).set(source.startedEpochS);
  new Gauge({
    name: `${PREFIX}process_resident_memory_bytes`,
    help: 'Memory that a process of the overlay has in use.',
    labelNames: ['pid', 'process'],
    registers,
    collect() {
      this.reset();
      for (const { pid, kind, memoryBytes } of source.processes()) {
        this.set({ pid: String(pid), process: kind }, memoryBytes);
      }
    },
  });

  perClient(
    'connected',
    'Which way the client is reached: 1 for the transport that is live.',
    ['transport'],
    (client) =>
      (['socket', 'polling'] as const).map((transport) => [{ transport }, client.transport === transport ? 1 : 0]),
  );
  one(
    'connection_age_seconds',
    'For how long the transport has been live; 0 without one.',
    ({ liveForMs }) => (liveForMs ?? 0) / 1_000,
  );
  one(
    'connection_attempts_total',
    'Sockets that were opened, whether or not the client was behind them.',
    (client) => client.attempts,
  );
  one('connections_total', 'Sockets on which the client showed itself.', (client) => client.connections);
  perClient('connection_ends_total', 'Live sockets that ended, by why.', ['reason'], ({ ends }) =>
    END_REASONS.map((reason) => [{ reason }, ends[reason]]),
  );
  one('frames_received_total', 'Frames received over sockets.', (client) => client.framesIn);
  one('frames_sent_total', 'Frames sent over sockets.', (client) => client.framesOut);
  one(
    'frames_coalesced_total',
    'Statuses never drawn, because a newer one came within a display refresh.',
    (client) => client.framesCoalesced,
  );
  one(
    'frames_dropped_total',
    'Frames that were of no use: not of the protocol, or not expected.',
    (client) => client.framesDropped,
  );
  one('received_bytes_total', 'Bytes of frames and of bodies received.', (client) => client.bytesIn);
  one('sent_bytes_total', 'Bytes of frames sent.', (client) => client.bytesOut);
  perClient('polls_total', 'Ports asked over HTTP, by what came of it.', ['outcome'], ({ polls }) =>
    POLL_OUTCOMES.map((outcome) => [{ outcome }, polls[outcome]]),
  );
  one('pings_total', 'Pings sent over sockets.', (client) => client.pings);
  one('pongs_total', 'Pings that were answered.', (client) => client.pongs);
  one(
    'ping_round_trip_seconds_total',
    'Time between pings and their answers, all together.',
    ({ pingTotalMs }) => pingTotalMs / 1_000,
  );
  one(
    'ping_last_round_trip_seconds',
    'Time between the last ping that was answered and its answer; 0 before the first.',
    ({ pingLastMs }) => (pingLastMs ?? 0) / 1_000,
  );
  one('commands_sent_total', 'Commands sent to the client.', (client) => client.commandsSent);
  perClient('commands_total', 'Commands of which something has come, by what.', ['outcome'], ({ commands }) =>
    COMMAND_OUTCOMES.map((outcome) => [{ outcome }, commands[outcome]]),
  );

  return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, text: () => registry.metrics() };
}

/** Return each client with its label: its name, followed by its id if two clients have the same name. */
function labelled(clients: readonly ClientNumbers[]): readonly (readonly [string, ClientNumbers])[] {
  const nameOf = ({ name }: ClientNumbers) => name ?? 'local';
  return clients.map((client) => {
    const isAlone = clients.filter((other) => nameOf(other) === nameOf(client)).length === 1;
    return [isAlone ? nameOf(client) : `${nameOf(client)} (${client.id})`, client];
  });
}
