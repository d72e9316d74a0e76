import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { MetricsStatus } from '../../src-shared/settings-contract.ts';
import type { Metrics } from './metrics.ts';

/** This computer's names for itself. A web page whose domain resolves to it would send that domain. */
const HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

const METRICS_PATH = '/metrics';
/** A scraper needs one. */
const MAX_CONNECTIONS = 16;
const REQUEST_TIMEOUT_MS = 5_000;

export interface MetricsEndpointOptions {
  /** Load the metrics; called each time the endpoint opens. */
  readonly load: () => Promise<Metrics>;
  /** Called when the status has changed. */
  readonly onStatus: (status: MetricsStatus) => void;
  readonly log: (message: string) => void;
}

/** Create the HTTP server from which Prometheus fetches the overlay's metrics. It is off. */
export function createMetricsEndpoint({ load, onStatus, log }: MetricsEndpointOptions) {
  let server: Server | null = null;
  let wanted: number | null = null;
  let status: MetricsStatus = 'off';

  const setStatus = (next: MetricsStatus) => {
    if (next === status) return;
    status = next;
    onStatus(status);
  };

  const close = () => {
    server?.close();
    server?.closeAllConnections();
    server = null;
  };

  const open = async (port: number) => {
    const opened = createServer();
    server = opened;
    setStatus('starting');
    opened.maxConnections = MAX_CONNECTIONS;
    opened.requestTimeout = REQUEST_TIMEOUT_MS;
    opened.headersTimeout = REQUEST_TIMEOUT_MS;
    const fail = (error: NodeJS.ErrnoException) => {
      if (server !== opened) return;
      close();
      log(`metrics not offered on port ${port}: ${error.code ?? error.message}`);
      setStatus(error.code === 'EADDRINUSE' ? 'taken' : 'failed');
    };
    opened.on('error', fail);
    const metrics = await load().catch(fail);
    if (metrics === undefined || server !== opened) return;
    opened.on('request', (request, response) => void answer(request, response, metrics, log));
    opened.listen(port, '127.0.0.1', () => {
      if (server !== opened) return;
      log(`metrics on port ${port}`);
      setStatus('on');
    });
  };

  return {
    status: () => status,
    /**
     * Listen on a port of 127.0.0.1; null stops. No effect if nothing changes.
     * @param reserved the clients' ports: a client could not start if the endpoint took one.
     */
    listen(port: number | null, reserved: readonly number[]): void {
      const isReserved = port !== null && reserved.includes(port);
      const next = isReserved ? null : port;
      if (next !== wanted) {
        wanted = next;
        close();
        if (next !== null) {
          void open(next);
          return;
        }
      }
      if (next === null) setStatus(isReserved ? 'reserved' : 'off');
    },
    close,
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics,
  log: (message: string) => void,
): Promise<void> {
  const refuse = (code: number, headers: Readonly<Record<string, string>> = {}) => {
    response.writeHead(code, { ...headers, 'Content-Length': 0 }).end();
  };
  // A web page that reached this port through a domain of its own is refused.
  if (!HOST.test(request.headers.host ?? '')) return refuse(403);
  if (request.url?.split('?')[0] !== METRICS_PATH) return refuse(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, { Allow: 'GET, HEAD' });
  try {
    const text = await metrics.text();
    response.writeHead(200, {
      'Content-Type': metrics.contentType,
      'Content-Length': Buffer.byteLength(text),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  } catch (error) {
    log(`metrics not made: ${error instanceof Error ? error.message : String(error)}`);
    refuse(500);
  }
}
