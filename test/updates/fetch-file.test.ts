import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createEncryptedServer } from 'node:https';
import { expect, it, vi } from 'vitest';
import { createOpen, readBody, TooLong } from '../../src-main/updates/fetch-file.ts';
import { makeCertificate } from '../certificates.ts';
import { closedPort, listen } from '../loopback.ts';

const forever = () => new AbortController().signal;

async function serve(answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  const { port } = await listen(server);
  const log = vi.fn<(line: string) => void>();
  const fetchFile = async (path = '/update.json', signal = forever()) =>
    Buffer.from(await readBody(await createOpen(log)(`http://127.0.0.1:${port}${path}`, signal), 1_000)).toString();
  return { port, requests, log, fetchFile };
}

it('a request says nothing of the user or the overlay, and is in the log [SEC-UPDATE-PRIVACY]', async () => {
  const { port, requests, log, fetchFile } = await serve((_, response) => response.end('the feed'));
  expect(await fetchFile()).toBe('the feed');
  expect(requests.map(({ method, url }) => [method, url])).toEqual([['GET', '/update.json']]);
  expect(requests[0]?.headers).toEqual({
    host: `127.0.0.1:${port}`,
    'user-agent': 'asystent-overlay',
    accept: '*/*',
    connection: 'close',
  });
  expect(log.mock.calls).toEqual([[`updates: GET http://127.0.0.1:${port}/update.json`]]);
});

it('a redirect is followed, without the cookie that comes with it, and is in the log [SEC-UPDATE-PRIVACY]', async () => {
  const { requests, log, fetchFile } = await serve((request, response) => {
    if (request.url === '/there') response.end('the feed');
    else response.writeHead(302, { location: '/there', 'set-cookie': 'id=1' }).end();
  });
  expect(await fetchFile()).toBe('the feed');
  expect(requests[1]?.headers).toEqual(requests[0]?.headers);
  expect(log).toHaveBeenCalledTimes(2);
});

it.each(['http://127.0.0.2:9/', 'http://example.invalid/', 'file:///etc/passwd', 'ftp://127.0.0.1/'])(
  'a redirect to %s is not followed [SEC-UPDATE-FEED]',
  async (location) => {
    const { fetchFile } = await serve((_, response) => response.writeHead(302, { location }).end());
    await expect(fetchFile()).rejects.toThrow('a redirect to');
  },
);

it('a redirect without an end is given up [SEC-UPDATE-FEED]', async () => {
  const { requests, fetchFile } = await serve((_, response) => response.writeHead(301, { location: '/again' }).end());
  await expect(fetchFile()).rejects.toThrow('too many redirects');
  expect(requests).toHaveLength(5);
});

it.each([404, 500, 304, 204])('an answer with the status %i is none', async (status) => {
  const { fetchFile } = await serve((_, response) => response.writeHead(status).end());
  await expect(fetchFile()).rejects.toThrow(`HTTP ${status}`);
});

it('a body without an end is read no further than its limit [SEC-UPDATE-FEED]', async () => {
  const { fetchFile } = await serve((_, response) => {
    const more = () => {
      while (response.write('x'.repeat(1_000)));
    };
    response.on('drain', more);
    more();
  });
  await expect(fetchFile()).rejects.toThrow(TooLong);
});

it('a body that ends early is none [REL-UPDATE-INTERRUPTED]', async () => {
  const { fetchFile } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  await expect(fetchFile()).rejects.toThrow();
});

it('a server whose certificate nobody vouches for gets no request [SEC-UPDATE-FEED]', async () => {
  const { cert, key } = await makeCertificate({ address: '127.0.0.1' });
  const answered = vi.fn<() => void>();
  const { port } = await listen(createEncryptedServer({ cert, key }, answered));
  await expect(createOpen(() => {})(`https://127.0.0.1:${port}/`, forever())).rejects.toThrow(
    'self-signed certificate',
  );
  expect(answered).not.toHaveBeenCalled();
});

it('a request is ended by its signal, and one to nobody fails [REL-UPDATE-INTERRUPTED]', async () => {
  const stopped = new AbortController();
  const { fetchFile } = await serve(() => stopped.abort());
  await expect(fetchFile('/update.json', stopped.signal)).rejects.toThrow('aborted');
  await expect(createOpen(() => {})(`http://127.0.0.1:${await closedPort()}/`, forever())).rejects.toThrow(
    'ECONNREFUSED',
  );
});
