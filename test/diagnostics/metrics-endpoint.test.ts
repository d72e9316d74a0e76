import { request } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMetricsEndpoint } from '../../src-main/diagnostics/metrics-endpoint.ts';
import type { MetricsStatus } from '../../src-shared/settings-contract.ts';
import { until } from '../lab/until.ts';
import { closedPort, listen } from '../loopback.ts';

function startEndpoint(text: () => Promise<string> = async () => 'numbers 1\n') {
  const statuses: MetricsStatus[] = [];
  const log: string[] = [];
  let loads = 0;
  const endpoint = createMetricsEndpoint({
    async load() {
      loads += 1;
      return { contentType: 'text/plain; version=0.0.4; charset=utf-8', text };
    },
    onStatus: (status) => statuses.push(status),
    log: (line) => log.push(line),
  });
  onTestFinished(endpoint.close);
  return { endpoint, statuses, log, loads: () => loads };
}

interface Answer {
  readonly code: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

const ask = (port: number, path = '/metrics', options: { method?: string; host?: string } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      method: options.method ?? 'GET',
      headers: { Host: options.host ?? `127.0.0.1:${port}`, Connection: 'close' },
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ code: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.end();
  });

async function startedEndpoint(text?: () => Promise<string>) {
  const started = startEndpoint(text);
  const port = await closedPort();
  started.endpoint.listen(port, []);
  await until('the endpoint', () => started.endpoint.status() === 'on');
  return { ...started, port };
}

describe('the endpoint', () => {
  it('is not there, and loads nothing, before a port is set [SEC-WEB-TO-OVERLAY]', async () => {
    const { endpoint, statuses, loads } = startEndpoint();
    endpoint.listen(null, [6001]);
    expect(endpoint.status()).toBe('off');
    expect(statuses).toEqual([]);
    expect(loads()).toBe(0);
  });

  it('gives the metrics', async () => {
    const { port, statuses } = await startedEndpoint();
    expect(await ask(port)).toMatchObject({
      code: 200,
      body: 'numbers 1\n',
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect((await ask(port, '/metrics?name[]=x')).code).toBe(200);
    expect(await ask(port, '/metrics', { method: 'HEAD' })).toMatchObject({
      code: 200,
      body: '',
      headers: { 'content-length': '10' },
    });
    expect(statuses).toEqual(['starting', 'on']);
  });

  it('lets no other origin read [SEC-WEB-TO-OVERLAY]', async () => {
    const { port } = await startedEndpoint();
    const { headers } = await ask(port);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it.each(['127.0.0.1', 'localhost', 'LOCALHOST:1', '[::1]:9090'])('answers to the name %s', async (host) => {
    const { port } = await startedEndpoint();
    expect((await ask(port, '/metrics', { host })).code).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '127.0.0.1@evil.example', '0.0.0.0'])(
    'does not answer to the name "%s" [SEC-WEB-TO-OVERLAY]',
    async (host) => {
      const { port } = await startedEndpoint();
      const answer = await ask(port, '/metrics', { host });
      expect([400, 403]).toContain(answer.code);
      expect(answer.body).not.toContain('numbers');
    },
  );

  it('has nothing at other addresses, and does nothing by other methods [SEC-WEB-TO-OVERLAY]', async () => {
    const { port } = await startedEndpoint();
    for (const path of ['/', '/metrics/', '/Metrics', '//metrics', '/metrics%2f..', '/../metrics']) {
      expect([path, (await ask(port, path)).code]).toEqual([path, 404]);
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await ask(port, '/metrics', { method });
      expect([method, answer.code, answer.headers['allow']]).toEqual([method, 405, 'GET, HEAD']);
    }
  });

  it('says when metrics can’t be made, and goes on', async () => {
    let fails = true;
    const { port, log } = await startedEndpoint(async () => {
      if (fails) throw new Error('no numbers');
      return 'numbers 2\n';
    });
    expect((await ask(port)).code).toBe(500);
    expect(log.join()).toContain('no numbers');
    fails = false;
    expect((await ask(port)).body).toBe('numbers 2\n');
  });

  it('moves, ends, and comes back on the same port', async () => {
    const { endpoint, port, statuses } = await startedEndpoint();
    const other = await closedPort();
    endpoint.listen(other, []);
    await until('the other port', () => endpoint.status() === 'on');
    expect((await ask(other)).code).toBe(200);
    await expect(ask(port)).rejects.toThrow('ECONNREFUSED');

    endpoint.listen(null, []);
    expect(endpoint.status()).toBe('off');
    await expect(ask(other)).rejects.toThrow('ECONNREFUSED');
    endpoint.listen(other, []);
    endpoint.listen(null, []);
    endpoint.listen(other, []);
    await until('the port again', () => endpoint.status() === 'on');
    expect((await ask(other)).code).toBe(200);
    expect(statuses.slice(-2)).toEqual(['starting', 'on']);
  });

  it('says that its port is taken, and tries another one', async () => {
    const { endpoint, statuses, log } = startEndpoint();
    const { port: taken } = await listen(createServer());
    endpoint.listen(taken, []);
    await until('the refusal', () => endpoint.status() === 'taken');
    expect(log).toEqual([`metrics not offered on port ${taken}: EADDRINUSE`]);
    endpoint.listen(await closedPort(), []);
    await until('the endpoint', () => endpoint.status() === 'on');
    expect(statuses).toEqual(['starting', 'taken', 'starting', 'on']);
  });

  it('leaves the assistant its ports, also when they come to be the same', async () => {
    const { endpoint, port } = await startedEndpoint();
    endpoint.listen(port, [port]);
    expect(endpoint.status()).toBe('reserved');
    await expect(ask(port)).rejects.toThrow('ECONNREFUSED');
    endpoint.listen(port, []);
    await until('the endpoint', () => endpoint.status() === 'on');
  });

  it('says when the metrics can’t be loaded', async () => {
    const log: string[] = [];
    const endpoint = createMetricsEndpoint({
      load: () => Promise.reject(new Error('no such module')),
      onStatus() {},
      log: (line) => log.push(line),
    });
    endpoint.listen(await closedPort(), []);
    await until('the failure', () => endpoint.status() === 'failed');
    expect(log.join()).toContain('no such module');
  });
});
