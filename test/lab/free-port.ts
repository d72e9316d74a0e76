import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (Linux begins at 32768, the others at 49152), which may be in
 * use by the time a server listens.
 */
const FIRST_PORT = 20_000;
const END_PORT = 32_000;

const ATTEMPTS = 50;

/** Return whether nothing listens on `port` of the loopback interface. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Return a port of the loopback interface that is free now: `preferred`, if it is. */
export async function freePort(preferred: number | null = null): Promise<number> {
  if (preferred !== null && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(FIRST_PORT, END_PORT);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port on 127.0.0.1');
}

/** Where a client listens, or an overlay looks for one. */
export interface ClientPorts {
  readonly wsPorts: readonly number[];
  readonly httpPorts: readonly number[];
}

/** Return free ports for a client, all different. @param each how many of either kind. */
export async function freeClientPorts(each = 1): Promise<ClientPorts> {
  const ports = new Set<number>();
  while (ports.size < 2 * each) ports.add(await freePort());
  return { wsPorts: [...ports].slice(0, each), httpPorts: [...ports].slice(each) };
}
