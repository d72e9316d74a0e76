import { createServer } from 'node:net';

/** Whether nothing listens on `port` of the loopback interface. 0 asks for any. */
function listening(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/**
 * A port of the loopback interface that is free now.
 *
 * @param preferred is taken when it is free.
 */
export async function freePort(preferred = 0): Promise<number> {
  const port = (await listening(preferred)) ?? (await listening(0));
  if (port === null) throw new Error('no free port on 127.0.0.1');
  return port;
}
