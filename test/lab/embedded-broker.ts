import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

/** A broker in this process, which knows MQTT 3.1.1 only, and lets everybody do everything. For loopback alone. */
export interface EmbeddedBroker {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startEmbeddedBroker(): Promise<EmbeddedBroker> {
  // Loaded where it is used only.
  const { Aedes } = await import('aedes');
  const aedes = await Aedes.createBroker();
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    aedes.handle(socket);
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
      await new Promise<void>((resolve) => {
        aedes.close(() => resolve());
      });
    },
  };
}
