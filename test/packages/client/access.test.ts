import { connect as connectTcp } from 'node:net';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createAccess, MAX_WRONG_KEYS_PER_MINUTE } from '../../../packages/client/src/access.ts';
import { MAX_OVERLAYS } from '../../../packages/client/src/overlays.ts';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { ask, connectNamed, connectOverlay, startClient, tryUpgrade } from './overlay.ts';

const KEY = 'a-key-that-the-tests-know';
const OTHER_KEY = 'another-key-of-the-tests';
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Certificate and key for this machine. */
async function selfSigned() {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'asystent-test' }], { keyType: 'ec' });
  return { cert, key };
}

describe('a client with a key', () => {
  it('opens a socket for requests with it, and for no others', async () => {
    const { client, wsPort } = await startClient({ keys: [KEY] });
    for (const headers of [{}, bearer(OTHER_KEY), bearer(`${KEY}x`), bearer(KEY.slice(1)), { authorization: KEY }]) {
      expect(await tryUpgrade(wsPort, headers)).toMatch(/401/);
    }
    expect(client.overlays()).toBe(0);
    expect(await tryUpgrade(wsPort, bearer(KEY))).toBe('open');
  });

  it.each(['/api/status', '/metrics', '/nothing'])('answers %s to those who have it', async (path) => {
    const { httpPort } = await startClient({ keys: [KEY] });
    const refused = await ask(httpPort, { path });
    expect(refused).toMatchObject({ code: 401, body: '', headers: { 'www-authenticate': 'Bearer' } });
    expect((await ask(httpPort, { path, headers: bearer(OTHER_KEY) })).code).toBe(401);
    expect((await ask(httpPort, { path, headers: bearer(KEY) })).code).toBe(path === '/nothing' ? 404 : 200);
  });

  it('does not take it from the address', async () => {
    const { httpPort } = await startClient({ keys: [KEY] });
    expect((await ask(httpPort, { path: `/api/status?key=${KEY}` })).code).toBe(401);
  });

  it('never says it in its log', async () => {
    const { wsPort, httpPort, log } = await startClient({ keys: [KEY] });
    await tryUpgrade(wsPort, bearer(OTHER_KEY));
    await ask(httpPort, { headers: bearer(OTHER_KEY) });
    await tryUpgrade(wsPort, bearer(KEY));
    expect(log.length).toBeGreaterThan(2);
    expect(log.join('\n')).not.toMatch(new RegExp(`${KEY}|${OTHER_KEY}`));
  });

  it('answers 429 to many wrong ones, and still accepts the right one [SEC-KEY-GUESSED]', async () => {
    const { wsPort, httpPort } = await startClient({ keys: [KEY] });
    for (let n = 0; n < MAX_WRONG_KEYS_PER_MINUTE; n += 1) {
      expect((await ask(httpPort, { headers: bearer(OTHER_KEY) })).code).toBe(401);
    }
    expect(await ask(httpPort, { headers: bearer(OTHER_KEY) })).toMatchObject({
      code: 429,
      headers: { 'retry-after': '60' },
    });
    expect(await tryUpgrade(wsPort, bearer(OTHER_KEY))).toMatch(/429/);
    expect(await tryUpgrade(wsPort, bearer(KEY))).toBe('open');
    expect((await ask(httpPort, { headers: bearer(KEY) })).code).toBe(200);
  });

  it('counts requests without one as no guess', async () => {
    const { wsPort, httpPort } = await startClient({ keys: [KEY] });
    for (let n = 0; n <= MAX_WRONG_KEYS_PER_MINUTE; n += 1) {
      expect((await ask(httpPort, {})).code).toBe(401);
      expect(await tryUpgrade(wsPort, {})).toMatch(/401/);
    }
    expect((await ask(httpPort, { headers: bearer(OTHER_KEY) })).code).toBe(401);
  });

  it('that is replaced closes the sockets that came with the old one, and those alone', async () => {
    const { client, wsPort } = await startClient({ keys: [KEY, OTHER_KEY], protocol: 2 });
    const old = await connectNamed(wsPort, 'old', { headers: bearer(KEY) });
    const kept = await connectNamed(wsPort, 'kept', { headers: bearer(OTHER_KEY) });
    client.setKeys([OTHER_KEY]);
    expect(client.named().map(({ id }) => id)).toEqual(['kept']);
    // Commands during the closing handshake no longer count.
    old.say({ type: 'command', id: '9', command: 'toggle_monitoring' });
    expect(await old.closed).toBe(4401);
    expect(await tryUpgrade(wsPort, bearer(KEY))).toMatch(/401/);
    expect(await kept.ask('set_muted', { muted: true })).toMatchObject({ ok: true });
    expect(client.status().monitoring).toBe(false);
  });

  it('needs one that is worth the name', () => {
    for (const key of ['short', 'x'.repeat(501), 'sixteen and more with spaces', 'sixteen-and-more-ż']) {
      const create = () => createReferenceClient({ wsPorts: [0], httpPorts: [0], keys: [key] });
      expect(create).toThrow(RangeError);
      expect(create).not.toThrow(key);
    }
  });
});

describe('the minute', () => {
  it('is that of each address, and ends', () => {
    let nowMs = 0;
    const access = createAccess({ host: '127.0.0.1', keys: [KEY], nowMs: () => nowMs });
    const request = (remoteAddress: string) =>
      ({ headers: { host: '127.0.0.1', ...bearer(OTHER_KEY) }, socket: { remoteAddress } }) as never;
    const codes = (address: string) => access.refusal(request(address), false)?.code;
    for (let n = 0; n < MAX_WRONG_KEYS_PER_MINUTE; n += 1) codes('192.0.2.1');
    expect([codes('192.0.2.1'), codes('192.0.2.2')]).toEqual([429, 401]);
    nowMs = 60_000;
    expect(codes('192.0.2.1')).toBe(401);
  });
});

describe('a client that other machines can reach', () => {
  it.each(['0.0.0.0', '::', '192.168.1.20', 'kitchen.lan', '128.0.0.1', '127.0.0.1.example.com'])(
    'at %s needs a certificate and a key',
    async (host) => {
      const ports = { wsPorts: [0], httpPorts: [0], host };
      const tls = await selfSigned();
      for (const options of [{}, { keys: [KEY] }, { tls }, { tls, keys: [] }]) {
        expect(() => createReferenceClient({ ...ports, ...options })).toThrow(/certificate and a key/);
      }
      expect(() => createReferenceClient({ ...ports, tls, keys: [KEY] })).not.toThrow();
    },
  );

  it('answers to the addresses that it is reached at, and to no other name', async () => {
    const { wsPort, httpPort } = await startClient({ host: '0.0.0.0', tls: await selfSigned(), keys: [KEY] });
    const asked = (host: string) => ask(httpPort, { host, headers: bearer(KEY), tls: true }).then(({ code }) => code);
    expect(await asked(`127.0.0.1:${httpPort}`)).toBe(200);
    expect(await asked(`localhost:${httpPort}`)).toBe(200);
    expect(await asked(`example.com:${httpPort}`)).toBe(403);
    expect(await asked('192.0.2.7')).toBe(403);
    expect(await tryUpgrade(wsPort, { ...bearer(KEY), host: 'example.com' }, { tls: true })).toMatch(/403/);
  });

  it('speaks TLS for sockets and HTTP', async () => {
    const { client, wsPort, httpPort } = await startClient({ tls: await selfSigned(), keys: [KEY] });
    const { frames } = await connectOverlay(wsPort, { headers: bearer(KEY), tls: true });
    expect(frames[0]?.data).toEqual(client.status());
    expect(await tryUpgrade(wsPort, {}, { tls: true })).toMatch(/401/);
    expect((await ask(httpPort, { headers: bearer(KEY), tls: true })).code).toBe(200);
    await expect(ask(httpPort, { headers: bearer(KEY) })).rejects.toThrow();
    expect(await tryUpgrade(wsPort, bearer(KEY))).not.toBe('open');
  });

  it('stops while a stranger has yet to begin his handshake', async () => {
    const { client, wsPort, httpPort } = await startClient({ tls: await selfSigned(), keys: [KEY] });
    const strangers = [wsPort, httpPort].map((port) => connectTcp(port, '127.0.0.1').on('error', () => {}));
    const closed = strangers.map((stranger) => new Promise((resolve) => stranger.resume().on('close', resolve)));
    await Promise.all(strangers.map((stranger) => new Promise((resolve) => stranger.once('connect', resolve))));
    await client.stop();
    await Promise.all(closed);
  });
});

it('an upgrade that is refused ends its connection, even if the other side keeps it', async () => {
  const { wsPort } = await startClient();
  const stranger = connectTcp({ port: wsPort, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
  onTestFinished(() => {
    stranger.destroy();
  });
  const refused = new Promise<string>((resolve) => stranger.once('data', (data) => resolve(data.toString())));
  stranger.write('GET / HTTP/1.1\r\nHost: example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  expect(await refused).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
  // Writing to a closed connection is answered with a reset.
  const reset = new Promise((resolve) => stranger.on('close', resolve));
  const writing = setInterval(() => stranger.write('x'), 5);
  await reset;
  clearInterval(writing);
});

it(`more than ${MAX_OVERLAYS} overlays are refused with 503`, async () => {
  const { client, wsPort } = await startClient();
  const opened = Array.from({ length: MAX_OVERLAYS }, () => tryUpgrade(wsPort, {}));
  expect(new Set(await Promise.all(opened))).toEqual(new Set(['open']));
  expect(await tryUpgrade(wsPort, {})).toMatch(/503/);
  expect(client.overlays()).toBe(MAX_OVERLAYS);
});

it('an overlay that floods the client is dropped, and its later frames do nothing', async () => {
  const { client, log, wsPort } = await startClient();
  const { overlay, closed } = await connectOverlay(wsPort);
  const sending = setInterval(() => {
    if (overlay.readyState !== WebSocket.OPEN) return;
    for (let n = 0; n < 300; n += 1) overlay.send('{"type":"command","command":"stop_tts"}');
  }, 5);
  expect(await closed).toBe(1008);
  clearInterval(sending);
  expect(client.overlays()).toBe(0);
  expect(log.filter((line) => line === 'dropped an overlay that sends too much')).toHaveLength(1);
  expect(log.filter((line) => line === 'command stop_tts').length).toBeLessThanOrEqual(400);
});

it('pings count like frames', async () => {
  const { wsPort } = await startClient();
  const { overlay, closed } = await connectOverlay(wsPort);
  const sending = setInterval(() => {
    if (overlay.readyState !== WebSocket.OPEN) return;
    // Few enough at once to be answered: `ws` itself ends who floods it with more.
    for (let n = 0; n < 10; n += 1) overlay.ping();
  }, 5);
  expect(await closed).toBe(1008);
  clearInterval(sending);
});
