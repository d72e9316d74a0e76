/** Servers on loopback that tell whether anything reached them. */

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

export interface Witness {
  readonly http: string;
  readonly ws: string;
  readonly udpPort: number;
  /** The arrivals: TCP connections, and UDP packets. */
  seen(): { readonly connections: number; readonly packets: number };
  stop(): Promise<void>;
}

const BODIES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/image.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
  '/style.css': ['text/css', 'body { outline: 7px solid red }'],
  '/script.js': ['text/javascript', 'window.pwned = 1'],
};

/** Starts servers that answer everybody, whatever is asked. */
export async function startWitness(): Promise<Witness> {
  let connections = 0;
  let packets = 0;
  const server = createServer((request, response) => {
    const [type, body] = BODIES[request.url ?? ''] ?? ['text/html', '<body>web page</body>'];
    response
      .writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', Connection: 'close' })
      .end(body);
  });
  server.on('connection', () => {
    connections += 1;
  });
  const sockets = new WebSocketServer({ server });
  const udp = createSocket('udp4', () => {
    packets += 1;
  });
  server.listen(0, '127.0.0.1');
  udp.bind(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(udp, 'listening')]);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}`,
    udpPort: udp.address().port,
    seen: () => ({ connections, packets }),
    async stop() {
      udp.close();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
