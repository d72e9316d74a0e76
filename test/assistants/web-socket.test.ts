import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { handleSocket, SOCKET_OPTIONS } from '../../src-main/assistants/web-socket.ts';
import { until } from '../lab/until.ts';

const FRAMES = 2_000;
const FRAME = 'x'.repeat(500);

it('a flood of frames leaves every turn of the event loop to the others as well [REL-FRAME-FLOOD]', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  await once(server, 'listening');
  server.on('connection', (socket) => {
    for (let count = 0; count < FRAMES; count += 1) socket.send(FRAME);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  let [taken, inThisTurn, mostInTurn] = [0, 0, 0];
  const socket = handleSocket(new WebSocket(`ws://127.0.0.1:${port}`, SOCKET_OPTIONS), {
    onOpen() {},
    onMessage() {
      taken += 1;
      inThisTurn += 1;
      mostInTurn = Math.max(mostInTurn, inThisTurn);
      if (inThisTurn === 1) {
        setImmediate(() => {
          inThisTurn = 0;
        });
      }
    },
    onPong() {},
    onClose() {},
  });
  onTestFinished(() => socket.terminate());
  await until('all frames', () => taken === FRAMES);
  expect(mostInTurn).toBeLessThanOrEqual(2);
});
