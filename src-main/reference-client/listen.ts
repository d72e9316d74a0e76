import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type Server = HttpServer | HttpsServer;

/** All ports of a list are taken; the message says which. */
export class PortsTakenError extends Error {
  override name = 'PortsTakenError';
}

/**
 * Lets the server listen on an address, on the first port of the list that is free; 0 means any free port.
 * @param purpose for the message: `WebSocket`, `HTTP`.
 * @returns the port.
 * @throws PortsTakenError
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
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

/** Stops listening and cuts what is left of its HTTP connections. Harmless for a server that never listened. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
