import { expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createReferenceClient } from '../../packages/client/src/reference-client.ts';
import type { ClientPorts } from '../lab/free-port.ts';
import { until } from '../lab/until.ts';
import { bubbleIn, shownAnswer } from './bubble.ts';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';
import { press, stateOf } from './state.ts';

async function startClient(ports: ClientPorts) {
  const client = createReferenceClient({ ...ports, protocol: 2, name: 'Kitchen' });
  await client.start();
  onTestFinished(() => client.stop());
  client.update({ status: 'Ready', monitoring: true });
  return client;
}

it('what a client of version 2 offers reaches the pages, and their commands reach it', async () => {
  const ports = await testPorts();
  const client = await startClient(ports);
  const overlay = await launchOverlay(ports);
  const offered = () => stateOf(overlay).then(({ assistant }) => assistant);
  const assistant = await until('the offer', offered);
  expect(assistant?.name).toBe('Kitchen');
  expect((await stateOf(overlay)).commands).toMatchObject({ set_volume: 'enabled', send_text: 'enabled' });
  expect(client.named()).toHaveLength(1);

  await press(overlay, { command: 'set_volume', args: { level: 0.3 } });
  await until('the volume', () => client.status().volume === 0.3);
  await until('what the pages know of it', async () => (await offered())?.volume === 0.3);
  await press(overlay, { command: 'send_text', args: { text: 'Which day is it?' } });
  await bubbleIn(overlay, 'thinking');
  await bubbleIn(overlay, 'speaking', 10_000);
  expect((await stateOf(overlay)).detail).toBeNull();

  await client.stop();
  await bubbleIn(overlay, 'offline', 5_000);
  expect(await offered()).toBeNull();
});

it('an answer that grows does so in its place', async () => {
  const ports = await testPorts();
  const client = await startClient(ports);
  const overlay = await launchOverlay(ports);
  client.update({ status: 'myślę', wake_word_detected: true, turn: 1 });
  await bubbleIn(overlay, 'thinking');
  client.update({ status: 'mówię', is_speaking: true, turn: 1, text: 'Seven' });
  await until('the answer', async () => (await shownAnswer(overlay)) === 'Seven');
  const page = await overlay.bubble();
  await page.evaluate(() => document.querySelector('[data-testid="answer"]')?.setAttribute('data-witness', 'same'));
  for (const text of ['Seven degrees', 'Seven degrees, and rain', 'Seven degrees, and rain until the evening.']) {
    client.update({ text });
    await until('more of it', async () => (await shownAnswer(overlay)) === text);
  }
  expect(await page.locator('[data-testid="answer"]').getAttribute('data-witness')).toBe('same');
  expect(await page.locator('.card').count()).toBe(1);

  client.update({ status: 'myślę', is_speaking: false, turn: 2 });
  await until('its end', async () => (await shownAnswer(overlay)) === '');
  client.update({ status: 'mówię', is_speaking: true, turn: 2, text: 'Seven degrees tomorrow, too.' });
  await until('the next answer', async () => (await shownAnswer(overlay)) !== '');
  expect(await page.locator('[data-testid="answer"]').getAttribute('data-witness')).toBeNull();
});

/** A line of an answer, at its largest. */
const LINE_PX = 27;

it('an answer that grows beyond its card goes on scrolling from where it is', async () => {
  const ports = await testPorts();
  const client = await startClient(ports);
  const overlay = await launchOverlay(ports);
  const page = await overlay.bubble();
  const sentence = 'It will be seven degrees, with rain until the evening and wind from the west. ';
  client.update({ status: 'myślę', wake_word_detected: true, turn: 1 });
  client.update({ status: 'mówię', is_speaking: true, turn: 1, text: sentence.repeat(12) });
  /** How far the text has moved up, in px. */
  const scrolledPx = () =>
    page.evaluate(() => {
      const answer = document.querySelector('[data-testid="answer"]');
      return answer === null ? 0 : -new DOMMatrix(getComputedStyle(answer).transform).m42;
    });
  const grow = async (sentences: number) => {
    const before = await scrolledPx();
    client.update({ text: sentence.repeat(sentences), turn: 1 });
    await until('more of it', async () => (await shownAnswer(overlay)).length > sentence.length * (sentences - 1));
    const after = await scrolledPx();
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after - before).toBeLessThan(2 * LINE_PX);
  };
  // The first half of the card is read before anything moves.
  await until('the scrolling', async () => (await scrolledPx()) > LINE_PX, 30_000);
  await grow(14);

  client.update({ status: 'Ready', is_speaking: false, wake_word_detected: false });
  await bubbleIn(overlay, 'ready');
  await grow(15);

  client.update({ status: 'mówię', is_speaking: true, turn: 1 });
  const beganPx = await scrolledPx();
  await until('the scrolling with the voice', async () => (await scrolledPx()) > beganPx + LINE_PX);
});

it('a client that closes its socket over a hello is shown as if nothing had happened [REL-CLIENT-REFUSES-HELLO]', async () => {
  const ports = await testPorts();
  const server = new WebSocketServer({ host: '127.0.0.1', port: ports.wsPorts[0] ?? 0 });
  onTestFinished(() => void server.close());
  const seen: string[] = [];
  let connections = 0;
  server.on('connection', (socket: WebSocket) => {
    connections += 1;
    socket.send(JSON.stringify({ type: 'status', data: { status: 'Ready', monitoring: true, overlay_visible: true } }));
    socket.on('message', (message) => {
      seen.push(String(message));
      socket.close(1000);
    });
  });
  const overlay = await launchOverlay(ports);
  const page = await overlay.bubble();
  await bubbleIn(overlay, 'ready');
  await until('the second connection', () => connections === 2);
  // Longer than an outage takes to be noticed.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect(seen.map((message) => JSON.parse(message).type)).toEqual(['hello']);
  expect(connections).toBe(2);
  expect(await page.locator('[data-testid="bubble"]').getAttribute('data-transport')).toBe('socket');
  expect(await stateOf(overlay)).toMatchObject({ phase: 'ready', detail: null, assistant: null });
});
