import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Lets a TCP or HTTP server listen on a free port of 127.0.0.1 until the test that asked for it has finished.
 * @returns the port, and a function that ends the server and its connections earlier.
 */
export async function listen(server: Server): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const connections = new Set<Socket>();
  server.on('connection', (connection: Socket) => connections.add(connection.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const connection of connections) connection.destroy();
    });
  onTestFinished(stop);
  return { port: (server.address() as AddressInfo).port, stop };
}

/** A TCP server that does `onConnection` with each connection. */
export async function listenTcp(onConnection: (connection: Socket) => void): Promise<number> {
  return (await listen(createServer(onConnection))).port;
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function closedPort(): Promise<number> {
  const { port, stop } = await listen(createServer());
  await stop();
  return port;
}

/** Something that happens once and can be waited for. */
export function createSignal<T = void>(): { readonly happened: Promise<T>; readonly happen: (value: T) => void } {
  let happen: (value: T) => void = () => {};
  const happened = new Promise<T>((resolve) => {
    happen = resolve;
  });
  return { happened, happen: (value) => happen(value) };
}

/** Sends `text` one byte per second. */
export function trickle(connection: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    connection.write(text.charAt(sent));
    sent += 1;
  }, 1_000);
  connection.on('close', () => clearInterval(timer));
}
