import { Counter, Gauge, Registry } from 'prom-client';

/** The client's numbers, for Prometheus. */
export interface ClientMetrics {
  /** @param bytes of the one frame that each of the `count` overlays got. */
  framesSent(count: number, bytes: number): void;
  frameReceived(bytes: number): void;
  broadcast(): void;
  dropped(reason: string): void;
  command(command: string, outcome: string): void;
  poll(): void;
  /** @param code the HTTP status of the refusal. */
  refused(code: number): void;
  /** In the text format of Prometheus. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

/** @param overlays how many are connected, asked when the numbers are. */
export function createClientMetrics(overlays: () => number): ClientMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Counter({ name: `asystent_client_${name}`, help, labelNames: [...labelNames], registers });
  const connected: Gauge = new Gauge({
    name: 'asystent_client_overlays',
    help: 'Overlays that are connected.',
    registers,
    collect: () => connected.set(overlays()),
  });
  const framesSent = counter('frames_sent_total', 'Frames sent to overlays.');
  const bytesSent = counter('frame_bytes_sent_total', 'Bytes of the frames sent to overlays.');
  const framesReceived = counter('frames_received_total', 'Frames received from overlays.');
  const bytesReceived = counter('frame_bytes_received_total', 'Bytes of the frames received from overlays.');
  const broadcasts = counter('broadcasts_total', 'Changes told to all overlays.');
  const drops = counter('drops_total', 'Overlays that were dropped.', ['reason']);
  const commands = counter('commands_total', 'Commands by what came of them.', ['command', 'outcome']);
  const polls = counter('polls_total', 'Answers to GET /api/status.');
  const refusals = counter('refusals_total', 'Requests and upgrades that were refused, by HTTP status.', ['code']);
  return {
    framesSent(count, bytes) {
      framesSent.inc(count);
      bytesSent.inc(count * bytes);
    },
    frameReceived(bytes) {
      framesReceived.inc();
      bytesReceived.inc(bytes);
    },
    broadcast: () => broadcasts.inc(),
    dropped: (reason) => drops.inc({ reason }),
    command: (command, outcome) => commands.inc({ command, outcome }),
    poll: () => polls.inc(),
    refused: (code) => refusals.inc({ code: String(code) }),
    text: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
