import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from '../lab/until.ts';
import { bubbleIn, buttonPoint, transportIs, visibleIs } from './bubble.ts';
import { killHard, openDoor, spawnClient, startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { clickAt } from './screen.ts';

/** The promise to be back after the client listens again. */
const BACK_WITHIN_MS = 2_500;

it('goes from the socket to polling to offline, and back to the socket', async () => {
  const ports = await testPorts();
  let client = await spawnClient(ports);
  const [wsPort = 0] = ports.wsPorts;
  const [httpPort = 0] = ports.httpPorts;
  const socketDoor = await openDoor(wsPort);
  const httpDoor = await openDoor(httpPort);
  const overlay = await launchOverlay({ wsPorts: [socketDoor.port], httpPorts: [httpDoor.port] });
  await transportIs(overlay, 'socket');
  const asked = httpDoor.passed();

  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(httpDoor.passed(), 'requests while the socket is live').toBe(asked);

  await socketDoor.shut();
  await transportIs(overlay, 'polling', 2_000);
  const controls = await overlay.controls();
  const button = controls.locator('button[data-command="toggle_monitoring"]');
  expect(await button.isDisabled()).toBe(true);
  expect(await button.getAttribute('title')).toMatch(/HTTP/);
  const startedAt = performance.now();
  const before = httpDoor.passed();
  await until('four more polls', () => httpDoor.passed() >= before + 4, 6_000);
  expect(performance.now() - startedAt, 'four polls take at least three seconds').toBeGreaterThan(2_900);

  await killHard(client);
  await bubbleIn(overlay, 'offline', 5_000);
  await transportIs(overlay, 'none');
  await visibleIs(overlay, true);

  await socketDoor.open();
  client = await spawnClient(ports);
  const listeningAt = performance.now();
  await transportIs(overlay, 'socket', BACK_WITHIN_MS);
  expect(performance.now() - listeningAt).toBeLessThan(BACK_WITHIN_MS);
});

it('finds the client on its second port, and on its first again after it was killed', async () => {
  const ports = await testPorts();
  const [first = 0, second = 0] = ports.wsPorts;
  const onSecond = await spawnClient({ ...ports, wsPorts: [second] });
  const overlay = await launchOverlay(ports);
  await transportIs(overlay, 'socket');
  await killHard(onSecond);
  await transportIs(overlay, 'none');
  await spawnClient({ ...ports, wsPorts: [first] });
  await transportIs(overlay, 'socket', BACK_WITHIN_MS);
});

it('leaves a port where something else answers, and stays with the client', async () => {
  const ports = await testPorts();
  const [first = 0, second = 0] = ports.wsPorts;
  const stranger = createServer((_request, response) => response.end('not the client'));
  stranger.listen(first, '127.0.0.1');
  await once(stranger, 'listening');
  onTestFinished(() => void stranger.close());
  await startClient({ ...ports, wsPorts: [second] });
  const overlay = await launchOverlay(ports);
  await transportIs(overlay, 'socket', 5_000);
});

it('survives a client that closes the socket over a command, says so, and never sends it again', async () => {
  const ports = await testPorts();
  const received: string[] = [];
  const server = new WebSocketServer({ host: '127.0.0.1', port: ports.wsPorts[0] ?? 0 });
  onTestFinished(() => void server.close());
  let connections = 0;
  server.on('connection', (socket: WebSocket) => {
    connections += 1;
    const data = { status: 'Ready', overlay_visible: true, monitoring: true };
    socket.send(JSON.stringify({ type: 'status', data }));
    socket.on('message', (message) => {
      // The released client knows nothing of a hello, and says nothing to it.
      if (!String(message).includes('"command"')) return;
      received.push(String(message));
      socket.close(1000);
    });
  });

  const overlay = await launchOverlay(ports);
  await bubbleIn(overlay, 'ready');
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  const bubble = await overlay.bubble();
  await bubble.getByText('The assistant couldn’t carry it out').first().waitFor();
  await until('the new connection', () => connections >= 2, BACK_WITHIN_MS);
  await buttonPoint(overlay, 'toggle_monitoring');
  expect(received).toEqual(['{"type":"command","command":"toggle_monitoring"}']);
  expect(server.clients.size).toBe(1);
});

it('says that the assistant did not answer when no status confirms a command', async () => {
  const ports = await testPorts();
  const server = new WebSocketServer({ host: '127.0.0.1', port: ports.wsPorts[0] ?? 0 });
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket: WebSocket) => {
    socket.send(JSON.stringify({ type: 'status', data: { status: 'Ready', overlay_visible: true, monitoring: true } }));
  });
  const overlay = await launchOverlay(ports);
  await bubbleIn(overlay, 'ready');
  await clickAt(await buttonPoint(overlay, 'toggle_monitoring'));
  const controls = await overlay.controls();
  await controls.waitForSelector('button[data-command="toggle_monitoring"][aria-busy="true"]', { state: 'attached' });
  const bubble = await overlay.bubble();
  await bubble.getByText('The assistant did not answer').first().waitFor({ timeout: 5_000 });
  await buttonPoint(overlay, 'toggle_monitoring');
});
