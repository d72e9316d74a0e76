import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { emitPower, logLines, measureResources, type Resources } from '../lab/overlay-parts.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer, transportIs } from './bubble.ts';
import { killHard, openDoor, spawnClient, startClient, testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { scaled, seededRandom } from './fault-scale.ts';

/** The promise to be back after the client listens again. */
const BACK_WITHIN_MS = 2_500;
/** A socket that is half open is noticed within this time, on a busy machine as well. */
const HALF_OPEN_LIMIT_MS = 20_000;
/** The heap of a young process grows by itself. */
const HEAP_BREATH_BYTES = 4_000_000;

it('a client that dies in the middle of a frame leaves nothing of the frame [REL-CLIENT-DIES-MID-FRAME]', async () => {
  const ports = await testPorts();
  const overlay = await launchOverlay(ports);
  const half = await listenHalf(ports.wsPorts[0] ?? 0);
  await bubbleIn(overlay, 'thinking');
  half.sendHalf({ status: 'mówię', is_speaking: true, text: 'Half an answer.' });
  await delay(300);
  await half.die();
  await transportIs(overlay, 'none');
  const { client } = await startClient(ports);
  await transportIs(overlay, 'socket', BACK_WITHIN_MS + 1_000);
  await bubbleIn(overlay, 'ready');
  expect(await shownAnswer(overlay)).toBe('');
  client.update({ status: 'myślę', wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
});

it('a client that is stopped for 30 s counts as gone, and is there again when it goes on [REL-CLIENT-STOPPED]', async () => {
  const ports = await testPorts();
  const client = await spawnClient(ports);
  const door = await openDoor(ports.wsPorts[0] ?? 0);
  const overlay = await launchOverlay({ wsPorts: [door.port], httpPorts: ports.httpPorts });
  await transportIs(overlay, 'socket');
  const stoppedMs = performance.now();
  client.kill('SIGSTOP');
  onTestFinished(() => {
    client.kill('SIGCONT');
  });
  await transportIs(overlay, 'none', HALF_OPEN_LIMIT_MS + 5_000);
  const noticedMs = performance.now() - stoppedMs;
  console.log(`a stopped client was noticed after ${Math.round(noticedMs)} ms`);
  expect(noticedMs).toBeLessThan(HALF_OPEN_LIMIT_MS);
  await bubbleIn(overlay, 'offline', 5_000);
  await delay(Math.max(0, 30_000 - (performance.now() - stoppedMs)));
  client.kill('SIGCONT');
  await transportIs(overlay, 'socket', BACK_WITHIN_MS);
}, 90_000);

it('a client that restarts again and again, on either port, is found each time, and nothing is left behind [REL-CLIENT-RESTARTS]', async () => {
  const random = seededRandom('restarts');
  const ports = await testPorts();
  const [firstWs = 0, secondWs = 0] = ports.wsPorts;
  const [firstHttp = 0, secondHttp = 0] = ports.httpPorts;
  const overlay = await launchOverlay(ports);
  const tookMs: number[] = [];
  let before: Resources | null = null;
  const restarts = scaled(5, 200);
  for (let restart = 0; restart < restarts; restart += 1) {
    const swapped = random() < 0.5;
    const client = await spawnClient({
      wsPorts: [swapped ? secondWs : firstWs],
      httpPorts: [swapped ? secondHttp : firstHttp],
    });
    const listeningMs = performance.now();
    await transportIs(overlay, 'socket', 2 * BACK_WITHIN_MS);
    tookMs.push(performance.now() - listeningMs);
    // The first restarts make the objects that are made once.
    if (restart === 2) before = await measureResources(overlay);
    if (restart === restarts - 1 && before !== null) compare(before, await measureResources(overlay));
    await delay(random() * 500);
    await killHard(client);
    await transportIs(overlay, 'none');
    await delay(random() * 3_000);
  }
  const lines = logLines(overlay).map((line) => line.replace(/^\[[^\]]*\] /, '').replace(/ \(.*\)$/, ''));
  console.log(
    `live after at most ${Math.round(Math.max(...tookMs))} ms in ${restarts} restarts, ${lines.length} lines`,
  );
  // Each line is written five times in a window of 5 minutes, which then doubles; after that it is counted.
  expect(lines.length).toBeLessThanOrEqual(new Set(lines).size * scaled(5, 15));
}, 1_800_000);

it.each(['resume', 'unlock-screen'] as const)('%s reconnects at once [REL-SLEEP]', async (event) => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const door = await openDoor(ports.wsPorts[0] ?? 0);
  const overlay = await launchOverlay({ wsPorts: [door.port], httpPorts: ports.httpPorts });
  await transportIs(overlay, 'socket');
  const passed = door.passed();
  await emitPower(overlay, event);
  await until('the new connection', () => door.passed() === passed + 1 && client.overlays() === 1, 3_000);
  await transportIs(overlay, 'socket', 3_000);
});

it('an answer from before the sleep is not shown after it [REL-SLEEP]', async () => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  client.update({ status: 'myślę', wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: 'An answer from before the sleep.' });
  await bubbleIn(overlay, 'speaking');
  await emitPower(overlay, 'resume');
  await transportIs(overlay, 'socket');
  await until('its end', async () => (await shownAnswer(overlay)) === '');
  // The client repeats its last answer for hours.
  client.update({ status: 'Ready', is_speaking: false, wake_word_detected: false, overlay_visible: true });
  await bubbleIn(overlay, 'ready');
  expect(await shownAnswer(overlay)).toBe('');
});

it.each([
  ['forward', 86_400_000],
  ['back', -86_400_000],
])('the time of day set %s by a day changes nothing [REL-CLOCK-SET]', async (_, shiftMs) => {
  const ports = await testPorts();
  const { client } = await startClient(ports);
  const overlay = await launchOverlay(ports);
  client.update({ status: 'myślę', wake_word_detected: true });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, text: 'Still here.' });
  await until('the answer', async () => (await shownAnswer(overlay)) === 'Still here.');
  client.update({ status: 'Ready', is_speaking: false, wake_word_detected: false });
  await bubbleIn(overlay, 'ready');
  // In the middle of a time that runs.
  await overlay.app.evaluate((_electron, shift) => {
    const now = Date.now;
    Date.now = () => now() + shift;
  }, shiftMs);
  client.update({ monitoring: false });
  await bubbleIn(overlay, 'paused');
  expect(await shownAnswer(overlay), 'it lingers').toBe('Still here.');
  await until('its end', async () => (await shownAnswer(overlay)) === '', 6_000);
  await client.stop();
  await bubbleIn(overlay, 'offline', 5_000);
  await startClient(ports);
  await transportIs(overlay, 'socket', BACK_WITHIN_MS);
});

function compare(before: Resources, after: Resources): void {
  console.log(`main process before and after: ${JSON.stringify(before)} ${JSON.stringify(after)}`);
  expect(after.files).toBeLessThanOrEqual(before.files + 3);
  expect(after.sockets).toBeLessThanOrEqual(before.sockets);
  // One per line of the log that is being counted, and those of the connection.
  expect(after.timers).toBeLessThanOrEqual(before.timers + 12);
  expect(after.heapBytes).toBeLessThan(before.heapBytes + HEAP_BREATH_BYTES);
}

/** A client made of bytes: it thinks, and can send the first half of a frame and be gone. */
async function listenHalf(port: number) {
  const peers = new Set<Socket>();
  const server = createServer((peer) => {
    peers.add(peer.on('error', () => {}));
    peer.once('data', (request) => {
      const key = /Sec-WebSocket-Key: (.+)\r\n/i.exec(String(request))?.[1] ?? '';
      // RFC 6455, section 1.3
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      peer.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      peer.write(textFrame({ status: 'myślę', wake_word_detected: true }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const die = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const peer of peers) peer.resetAndDestroy();
    });
  onTestFinished(die);
  return {
    die,
    sendHalf(status: object) {
      const frame = textFrame(status);
      for (const peer of peers) peer.write(frame.subarray(0, frame.length / 2));
    },
  };
}

/** A status frame as bytes: at most 125 of them, not masked, as a server sends it. */
function textFrame(data: object): Buffer {
  const payload = Buffer.from(JSON.stringify({ type: 'status', data }));
  return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
}
