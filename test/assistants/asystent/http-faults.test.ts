import { createServer, type ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { closedPort, createSignal, listen } from '../../loopback.ts';
import { body } from './fake-client.ts';
import { startRealConnection } from './real-connection.ts';

const MEMORY_LIMIT_BYTES = 64 * 1_024 * 1_024;

/** One after the other, a poll each; the client's own answers stand between them. */
const FAULTS: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['code 500', (response) => response.writeHead(500).end(body('Wrong'))],
  ['an answer that hangs', () => {}],
  ['10 MB', (response) => response.end(`{"status":"${'x'.repeat(10_000_000)}"}`)],
  ['half a JSON text', (response) => response.end('{"status":"Re')],
  ['a connection that is reset', (response) => response.socket?.resetAndDestroy()],
  ['headers and then nothing', (response) => response.writeHead(200).write('{')],
];

it('polls once a second, one at a time, whatever the answers are [REL-HTTP-FAULTS]', async () => {
  const beganMs: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const done = createSignal();
  const server = createServer((_, response) => {
    const [, answer] = FAULTS[Math.floor(beganMs.length / 2)] ?? [];
    const isFault = beganMs.length % 2 === 0;
    beganMs.push(performance.now());
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.on('close', () => {
      open -= 1;
    });
    if (answer === undefined) done.happen();
    // Only the content counts, not its type.
    if (answer === undefined || !isFault) response.writeHead(200, { 'content-type': 'image/png' }).end(body('Ready'));
    else answer(response);
  });
  const { port } = await listen(server);
  const before = process.memoryUsage().rss;
  const statuses: string[] = [];
  startRealConnection({
    wsPorts: [await closedPort()],
    httpPorts: [port],
    onEvent: (event) => {
      if (event.kind === 'status') statuses.push(event.status.status);
    },
  });
  await done.happened;
  expect(mostOpen).toBe(1);
  // No fault is taken for an answer. The last answer may still be on its way.
  expect(statuses.length).toBeGreaterThanOrEqual(FAULTS.length);
  expect(new Set(statuses)).toEqual(new Set(['Ready']));
  const gapsMs = beganMs.slice(1).map((startMs, index) => startMs - (beganMs[index] ?? 0));
  // Not sooner, and none left out. On a busy machine a request arrives late, and the next one seems early.
  expect(Math.min(...gapsMs)).toBeGreaterThan(500);
  const meanMs = gapsMs.reduce((sum, gapMs) => sum + gapMs, 0) / gapsMs.length;
  expect(meanMs).toBeGreaterThan(950);
  expect(meanMs).toBeLessThan(1_900);
  expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY_LIMIT_BYTES);
}, 40_000);
