import { createServer, type RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { poll } from '../../../src-main/assistants/asystent/polling-transport.ts';
import { closedPort, createSignal, listen } from '../../loopback.ts';

const serve = async (listener: RequestListener) => (await listen(createServer(listener))).port;

const ask = (port: number) =>
  new Promise<string | null>((resolve) => poll(port, (answer) => resolve(answer.kind === 'body' ? answer.body : null)));

describe('poll', () => {
  it('asks GET /api/status and gives the body', async () => {
    const asked: string[] = [];
    const port = await serve((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.host}`);
      response.end('{"status":"słucham"}');
    });
    expect(await ask(port)).toBe('{"status":"słucham"}');
    expect(asked).toEqual([`GET /api/status 127.0.0.1:${port}`]);
  });

  it('gives a body that ends with the connection', async () => {
    const port = await serve((_, response) => {
      response.useChunkedEncodingByDefault = false;
      response.writeHead(200, { connection: 'close' });
      response.write('{"status":');
      setImmediate(() => response.end('"Ready"}'));
    });
    expect(await ask(port)).toBe('{"status":"Ready"}');
  });

  it.each([204, 404, 500, 503])('gives null for code %d', async (code) => {
    const port = await serve((_, response) => response.writeHead(code).end());
    expect(await ask(port)).toBeNull();
  });

  it('follows no redirect [SEC-FRAME]', async () => {
    let asked = 0;
    const target = await serve((_, response) => {
      asked += 1;
      response.end('{"status":"elsewhere"}');
    });
    const port = await serve((_, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${target}/api/status` }).end(),
    );
    expect(await ask(port)).toBeNull();
    expect(asked).toBe(0);
  });

  it('stops reading a body that is larger than 256 KiB', async () => {
    const left = createSignal();
    const port = await serve((_, response) => {
      response.on('close', () => left.happen());
      const endless = new Readable({ read: () => endless.push('x'.repeat(64 * 1024)) });
      endless.pipe(response);
    });
    expect(await ask(port)).toBeNull();
    await left.happened;
  });

  it('gives null when the connection breaks in mid-body', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"status":');
      setImmediate(() => response.destroy());
    });
    expect(await ask(port)).toBeNull();
  });

  it('gives half a JSON text as it came, for the parser to refuse', async () => {
    const port = await serve((_, response) => response.end('{"status":'));
    expect(await ask(port)).toBe('{"status":');
  });

  it('gives null when nothing listens', async () => {
    expect(await ask(await closedPort())).toBeNull();
  });

  it.each([false, true])('ends a request that hangs when it is aborted (headers sent: %s)', async (headersSent) => {
    const arrived = createSignal();
    const gone = createSignal();
    const port = await serve((_, response) => {
      response.on('close', () => gone.happen());
      if (headersSent) response.writeHead(200).write('{');
      arrived.happen();
    });
    const answers: unknown[] = [];
    const abort = poll(port, (body) => answers.push(body));
    await arrived.happened;
    abort();
    await gone.happened;
    await new Promise((resolve) => setImmediate(resolve));
    expect(answers).toEqual([]);
  });
});
