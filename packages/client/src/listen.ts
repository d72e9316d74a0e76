import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export type Server = HttpServer | HttpsServer;

/** All ports of a list are taken; the message says which. */
export class PortsTakenError extends Error {
  override name = 'PortsTakenError';
}

/** The address is none that can be listened on; the message says which. */
export class AddressError extends Error {
  override name = 'AddressError';
}

/** What the system says of an address that is not this machine's, that means nothing, or that no network here has. */
const ADDRESS_CODES: readonly (string | undefined)[] = [
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EINVAL',
  'EAFNOSUPPORT',
];

/**
 * Lets the server listen on an address, on the first port of the list that is free; 0 means any free port.
 * @param purpose for the message: `WebSocket`, `HTTP`.
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
 * Stops listening at once, and cuts what is left of the connections after `goodbyes`. Harmless for a server that never
 * listened.
 */
export type CloseServer = (goodbyes?: Promise<void>) => Promise<void>;

/** How long a connection has for what comes before an answer: the handshake of TLS, the head of a request. */
export const HEAD_DEADLINE_MS = 10_000;

/**
 * Limits what strangers may cost a server: how many connections, and how long those may say nothing.
 * @returns what ends the server.
 */
export function guardServer(server: Server, maxConnections: number): CloseServer {
  server.maxConnections = maxConnections;
  server.headersTimeout = HEAD_DEADLINE_MS;
  server.requestTimeout = HEAD_DEADLINE_MS;
  // `closeAllConnections` does not know those that have not got as far as HTTP.
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
