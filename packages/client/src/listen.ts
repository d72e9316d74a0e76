import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type Server = HttpServer | HttpsServer;

/** All ports of a list are taken; the message lists them. */
export class PortsTakenError extends Error {
  override name = 'PortsTakenError';
}

/** The host is no address of this machine; the message names it. */
export class AddressError extends Error {
  override name = 'AddressError';
}

/** The system's codes for an address of another machine, an invalid one, and one of a missing network family. */
const ADDRESS_CODES: readonly (string | undefined)[] = [
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EINVAL',
  'EAFNOSUPPORT',
];

/**
 * Listen on the first free port of a list; 0 means any free port.
 * @param purpose of the port, for the message: `WebSocket`, `HTTP`.
 * @returns the port.
 * @throws PortsTakenError or AddressError
 */
export async function listenOnFirstFree(
  server: Server,
  ports: readonly number[],
  purpose: string,
  host: string,
): Promise<number> {
  for (const port of ports) {
    if (await listensOn(server, port, host)) return (server.address() as AddressInfo).port;
  }
  throw new PortsTakenError(`No ${purpose} port is free; tried ${ports.join(', ')} on ${host}`);
}

function listensOn(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else if (ADDRESS_CODES.includes(error.code)) reject(new AddressError(`${host} is no address of this machine`));
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

/**
 * Stops listening at once, and cuts the remaining connections after `goodbyes`. Harmless for a server that never listened.
 */
export type CloseServer = (goodbyes?: Promise<void>) => Promise<void>;

/** How long a connection may take for the TLS handshake, and for the head of a request. */
export const HEAD_DEADLINE_MS = 10_000;

/**
 * Limit the connections to a server, and how long they may stay silent.
 * @returns a function that closes the server.
 */
export function guardServer(server: Server, maxConnections: number): CloseServer {
  server.maxConnections = maxConnections;
  server.headersTimeout = HEAD_DEADLINE_MS;
  server.requestTimeout = HEAD_DEADLINE_MS;
  // `closeAllConnections` misses connections that have not sent a request yet.
  const connections = new Set<Socket>();
  server.on('connection', (connection: Socket) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  return async (goodbyes) => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await goodbyes;
    for (const connection of connections) connection.destroy();
    await closed;
  };
}
