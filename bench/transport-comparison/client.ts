// The client's side of the comparison: `client.ts WS-PORT HTTP-PORT CHANGES-PER-MINUTE`, started by processes.ts. Its
// status carries the time of the change. It counts requests and bytes without touching the reference client.

import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import * as v from 'valibot';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';

const MINUTE_MS = 60_000;

const [wsPort = 0, httpPort = 0, changesPerMinute = 0] = process.argv.slice(2).map(Number);
const traffic = { requests: 0, bytes: 0, logLines: 0 };
const open = new Set<Socket>();
const bytesOf = (socket: Socket) => socket.bytesRead + socket.bytesWritten;

const WithSocket = v.object({ socket: v.custom<Socket>((value) => typeof value === 'object' && value !== null) });
subscribe('net.server.socket', (message) => {
  const { socket } = v.parse(WithSocket, message);
  open.add(socket);
  socket.once('close', () => {
    open.delete(socket);
    traffic.bytes += bytesOf(socket);
  });
});
subscribe('http.server.request.start', () => {
  traffic.requests += 1;
});

const client = createReferenceClient({
  wsPorts: [wsPort],
  httpPorts: [httpPort],
  log() {
    traffic.logLines += 1;
  },
});
await client.start();
client.update({ status: 'Ready', monitoring: true });
process.send?.('listening');

const change = () => client.update({ text: `${performance.timeOrigin + performance.now()}` });
process.on('message', (message) => {
  if (message === 'traffic') {
    const inFlight = [...open].reduce((sum, socket) => sum + bytesOf(socket), 0);
    process.send?.({ ...traffic, bytes: traffic.bytes + inFlight });
  }
  // The first change must not coincide with the overlays' requests.
  if (message === 'begin') setTimeout(repeat, Math.random() * Math.min(MINUTE_MS / changesPerMinute, 2_000));
});
process.on('disconnect', () => process.exit());

function repeat(): void {
  change();
  setTimeout(repeat, MINUTE_MS / changesPerMinute);
}
