import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

it('gives the preferred port while nothing listens there', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
});

it('gives another one when the preferred port is taken', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  expect(await freePort(port)).not.toBe(port);
});
