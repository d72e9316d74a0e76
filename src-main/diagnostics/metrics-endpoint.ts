import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { MetricsStatus } from '../../src-shared/settings-contract.ts';
import type { Metrics } from './metrics.ts';

/** Names of this computer for itself. A page of the web that had its own name lead here would come with that name. */
const HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

const METRICS_PATH = '/metrics';
/** One scraper needs one connection. */
const MAX_CONNECTIONS = 16;
const REQUEST_TIMEOUT_MS = 5_000;

export interface MetricsEndpointOptions {
  /** Brings the metrics; called when they are first needed. */
  readonly load: () => Promise<Metrics>;
  /** Called whenever the status has changed. */
  readonly onStatus: (status: MetricsStatus) => void;
  readonly log: (message: string) => void;
}

/** The place where Prometheus fetches the overlay's numbers. */
export interface MetricsEndpoint {
  status(): MetricsStatus;
  /**
   * Listens on a port of 127.0.0.1, or no more; the same as before changes nothing.
   * @param reserved ports that belong to the client: were they taken, it could not start.
   */
  listen(port: number | null, reserved: readonly number[]): void;
  close(): void;
}

/** An endpoint that is not there yet. */
export function createMetricsEndpoint({ load, onStatus, log }: MetricsEndpointOptions): MetricsEndpoint {
  let server: Server | null = null;
  let wanted: number | null = null;
  let status: MetricsStatus = 'off';

  const tell = (next: MetricsStatus) => {
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
    tell('starting');
    opened.maxConnections = MAX_CONNECTIONS;
    opened.requestTimeout = REQUEST_TIMEOUT_MS;
    opened.headersTimeout = REQUEST_TIMEOUT_MS;
    const fail = (error: NodeJS.ErrnoException) => {
      if (server !== opened) return;
      close();
      log(`metrics not offered on port ${port}: ${error.code ?? error.message}`);
      tell(error.code === 'EADDRINUSE' ? 'taken' : 'failed');
    };
    opened.on('error', fail);
    const metrics = await load().catch(fail);
    if (metrics === undefined || server !== opened) return;
    opened.on('request', (request, response) => void answer(request, response, metrics, log));
    opened.listen(port, '127.0.0.1', () => {
      if (server !== opened) return;
      log(`metrics on port ${port}`);
      tell('on');
    });
  };

  return {
    status: () => status,
    listen(port, reserved) {
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
      if (next === null) tell(isReserved ? 'reserved' : 'off');
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
  // No name but the computer's own: whoever else comes was led here.
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
