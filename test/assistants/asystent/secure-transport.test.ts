import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { type ConnectionEvent, createConnection } from '../../../src-main/assistants/asystent/connection.ts';
import { secureTransports } from '../../../src-main/assistants/asystent/secure-transport.ts';
import type { TraceEvent } from '../../../src-main/assistants/trace.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { makeCertificate, type TestCertificate } from '../../certificates.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { until } from '../../lab/until.ts';
import { closedPort, createSignal, listen, listenTcp } from '../../loopback.ts';

const KEY = 'the-key-that-was-paired-0123456789';
const [pinned, other] = [await makeCertificate(), await makeCertificate()];

function transports(port: number, certificate = pinned.fingerprint, readKey: () => string | null = () => KEY) {
  const [url, httpUrl] = [`wss://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`];
  return secureTransports({ url, httpUrl, certificate }, readKey);
}

/** The outcome of a socket: `open`, or why it closed. */
function outcomeOfSocket(port: number, ...rest: [string?, (() => string | null)?]): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = transports(port, ...rest).openSocket(port, {
      onOpen: () => resolve('open'),
      onMessage() {},
      onPong() {},
      onClose: (reason, denial) => resolve(denial ?? reason),
    });
    onTestFinished(() => socket.terminate());
  });
}

/** The outcome of a poll: the status, a denial, or `failed`. */
function outcomeOfPoll(port: number, ...rest: [string?, (() => string | null)?]): Promise<unknown> {
  return new Promise((resolve) => {
    transports(port, ...rest).poll(port, (answer) => {
      if (answer.kind === 'body') resolve(JSON.parse(answer.body).status);
      else resolve(answer.kind === 'denied' ? answer.denial : answer.kind);
    });
  });
}

const outcomes = (port: number, ...rest: [string?, (() => string | null)?]) =>
  Promise.all([outcomeOfSocket(port, ...rest), outcomeOfPoll(port, ...rest)]);

/** A reference client that takes the key, on TLS. Stopped when the test ends. */
async function secureClient({ cert, key }: TestCertificate = pinned) {
  const log: string[] = [];
  const client = createReferenceClient({
    wsPorts: [0],
    httpPorts: [0],
    tls: { cert, key },
    keys: [KEY],
    log: (line) => log.push(line),
  });
  onTestFinished(() => client.stop());
  return { client, log, ...(await client.start()) };
}

/** Somebody else on the port, who notes every byte that comes after the handshake. */
async function impostor(options: TlsOptions): Promise<{ port: number; connections: () => number; got: () => string }> {
  let got = '';
  let connections = 0;
  const server = createTlsServer(options, (peer) => {
    peer.on('data', (data) => {
      got += data.toString('latin1');
    });
    peer.on('error', () => {});
  });
  server.on('connection', () => {
    connections += 1;
  });
  return { port: (await listen(server)).port, connections: () => connections, got: () => got };
}

describe('with the client that was paired', () => {
  it('opens the socket and asks over HTTPS, with the key', async () => {
    const { client, wsPort, httpPort } = await secureClient();
    client.update({ status: 'Ready' });
    expect(await outcomeOfSocket(wsPort)).toBe('open');
    expect(await outcomeOfPoll(httpPort)).toBe('Ready');
  });

  it('carries frames both ways and closes in due form', async () => {
    const { client, wsPort } = await secureClient();
    const status = createSignal<string>();
    const closed = createSignal<string>();
    const socket = transports(wsPort).openSocket(wsPort, {
      onOpen() {},
      onMessage: status.happen,
      onPong() {},
      onClose: closed.happen,
    });
    expect(socket.send('too early')).toBe(false);
    expect(await status.happened).toContain('"type":"status"');
    const commanded = createSignal<string>();
    client.onCommand(commanded.happen);
    expect(socket.send('{"type":"command","command":"toggle_monitoring"}')).toBe(true);
    expect(await commanded.happened).toBe('toggle_monitoring');
    socket.close();
    expect(await closed.happened).toBe('code 1000');
  });

  it('says that a key is wrong which it does not take', async () => {
    const { wsPort, httpPort } = await secureClient();
    const wrong = () => 'another-key-0123456789';
    expect(await outcomeOfSocket(wsPort, undefined, wrong)).toBe('wrong-key');
    expect(await outcomeOfPoll(httpPort, undefined, wrong)).toBe('wrong-key');
  });

  it.each([401, 429])('takes status %d as a wrong key', async (code) => {
    const server = createHttpsServer(pinned, (_, response) => response.writeHead(code).end());
    server.on('upgrade', (_, connection) => connection.end(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`));
    expect(await outcomes((await listen(server)).port)).toEqual(['wrong-key', 'wrong-key']);
  });

  it.each([403, 500, 503])('takes status %d as a failure that may pass', async (code) => {
    const server = createHttpsServer(pinned, (_, response) => response.writeHead(code).end());
    server.on('upgrade', (_, connection) => connection.end(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`));
    expect(await outcomes((await listen(server)).port)).toEqual([`status ${code}`, 'failed']);
  });

  it('follows no redirect [SEC-NO-DOWNGRADE]', async () => {
    const target = await impostor({ cert: pinned.cert, key: pinned.key });
    const location = `https://127.0.0.1:${target.port}/`;
    const server = createHttpsServer(pinned, (_, response) => response.writeHead(302, { location }).end());
    server.on('upgrade', (_, connection) => connection.end(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\n\r\n`));
    expect(await outcomes((await listen(server)).port)).toEqual(['status 302', 'failed']);
    expect(target.connections()).toBe(0);
  });

  it('connects nothing without a key', async () => {
    const { port, connections } = await impostor({ cert: pinned.cert, key: pinned.key });
    expect(await outcomes(port, undefined, () => null)).toEqual(['wrong-key', 'wrong-key']);
    expect(connections()).toBe(0);
  });

  it('sends the key in no address [SEC-KEY-LEAKS]', async () => {
    const asked: (string | undefined)[] = [];
    const server = createHttpsServer(pinned, (request, response) => {
      asked.push(request.url, request.headers.authorization);
      response.end('{"status":"Ready"}');
    });
    expect(await outcomeOfPoll((await listen(server)).port)).toBe('Ready');
    expect(asked).toEqual(['/api/status', `Bearer ${KEY}`]);
  });
});

describe('with somebody else on the port', () => {
  it('sends an impostor nothing but the handshake [SEC-IMPOSTOR]', async () => {
    const { port, connections, got } = await impostor({ cert: other.cert, key: other.key });
    expect(await outcomes(port)).toEqual(['wrong-certificate', 'wrong-certificate']);
    // Several times: whatever could be resumed would be by now.
    expect(await outcomes(port)).toEqual(['wrong-certificate', 'wrong-certificate']);
    expect(connections()).toBe(4);
    expect(got()).toBe('');
  });

  it('sends nothing to one that shows the pinned certificate without having its private key [SEC-IMPOSTOR]', async () => {
    // With it, an impostor can only pass on the handshake of the real one, which is bound to the connection.
    const got: string[] = [];
    const { wsPort } = await secureClient();
    const port = await listenTcp((peer) => {
      const real = connect(wsPort, '127.0.0.1');
      peer.pipe(real);
      real.on('data', (data) => {
        const forged = Buffer.from(data);
        forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1;
        peer.write(forged);
      });
      real.on('error', () => {});
      peer.on('data', (data) => got.push(data.toString('latin1')));
      peer.on('close', () => real.destroy());
    });
    expect(await outcomeOfSocket(port)).not.toBe('open');
    expect(got.join('')).not.toContain(KEY);
    expect(got.join('')).not.toContain('HTTP');
  });

  it('sends a plain server no key and no request [SEC-NO-DOWNGRADE]', async () => {
    const got: Buffer[] = [];
    const port = await listenTcp((peer) => {
      peer.on('data', (data) => {
        got.push(data);
        peer.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
      });
    });
    const [socket, poll] = await outcomes(port);
    expect(socket).toMatch(/^(E|ERR_)/);
    expect(poll).toBe('failed');
    expect(got).toHaveLength(2);
    for (const bytes of got) {
      expect(bytes[0]).toBe(0x16);
      expect(bytes.toString('latin1')).not.toMatch(new RegExp(`${KEY}|HTTP/1.1\\r\\n|GET `));
    }
  });

  it('says that an expired certificate has expired, and sends nothing [SEC-CERTIFICATE]', async () => {
    for (const days of [
      { fromDays: -3, toDays: -1 },
      { fromDays: 1, toDays: 3 },
    ]) {
      const expired = await makeCertificate(days);
      const { port, got } = await impostor({ cert: expired.cert, key: expired.key });
      const expected = ['expired-certificate', 'expired-certificate'];
      expect(await outcomes(port, expired.fingerprint)).toEqual(expected);
      // Whose it is comes first: the date of a stranger's certificate tells nothing.
      expect(await outcomes(port)).toEqual(['wrong-certificate', 'wrong-certificate']);
      expect(got()).toBe('');
    }
  });

  it('fails where nothing listens', async () => {
    expect(await outcomes(await closedPort())).toEqual(['ECONNREFUSED', 'failed']);
  });

  it('leaves nothing behind when it is ended in mid-handshake', async () => {
    const arrived = createSignal();
    const gone = createSignal();
    const port = await listenTcp((peer) => {
      peer.resume().on('close', () => gone.happen());
      arrived.happen();
    });
    const reasons: string[] = [];
    const socket = transports(port).openSocket(port, {
      onOpen() {},
      onMessage() {},
      onPong() {},
      onClose: (reason) => reasons.push(reason),
    });
    await arrived.happened;
    socket.terminate();
    socket.close();
    await gone.happened;
    expect(reasons).toEqual(['ended before it was secure']);
  });
});

describe('a connection with a key', () => {
  function startConnection(port: number, httpPort: number, readKey: () => string, clock = systemClock) {
    const events: ConnectionEvent[] = [];
    const trace: TraceEvent[] = [];
    const connection = createConnection({
      wsPorts: [port],
      httpPorts: [httpPort],
      ...secureTransports(
        {
          url: `wss://127.0.0.1:${port}/`,
          httpUrl: `https://127.0.0.1:${httpPort}/`,
          certificate: pinned.fingerprint,
        },
        readKey,
      ),
      overlay: { id: 'id', name: 'test', version: '1' },
      clock,
      random: () => 0.5,
      onEvent: (event) => events.push(event),
      onTrace: (event) => trace.push(event),
    });
    onTestFinished(() => connection.stop());
    connection.start();
    return { connection, events, trace, denials: () => events.filter((event) => event.kind === 'denied') };
  }

  it('tries a wrong key once a minute, and says so [SEC-KEY-GUESSED]', async () => {
    const { log: refusals, wsPort, httpPort } = await secureClient();
    const clock = createFakeClock();
    const { trace, denials } = startConnection(wsPort, httpPort, () => 'a-wrong-key-0123456789', clock);
    await until('the denial', () => denials().length === 1);
    expect(denials()).toEqual([{ kind: 'denied', denial: 'wrong-key' }]);
    clock.advance(59_000);
    // The first round asks on both ways at once.
    const attempts = refusals.length;
    expect(attempts).toBeLessThanOrEqual(2);
    clock.advance(1_500);
    await until('the next attempt', () => denials().length === 2);
    expect(refusals.length - attempts).toBeLessThanOrEqual(2);
    expect(JSON.stringify([trace, refusals])).not.toContain('a-wrong-key');
  });

  it('goes on with a new key after the client has changed it, at once when asked to', async () => {
    const { client, wsPort, httpPort } = await secureClient();
    let key = KEY;
    const { connection, events, denials } = startConnection(wsPort, httpPort, () => key);
    await until('the status', () => events.some(({ kind }) => kind === 'status'));
    client.setKeys(['the-next-key-0123456789']);
    await until('the denial', () => denials().length > 0);
    key = 'the-next-key-0123456789';
    events.length = 0;
    connection.reconnectNow();
    await until('the status again', () =>
      events.some((event) => event.kind === 'status' && event.transport === 'socket'),
    );
    expect(denials()).toEqual([]);
  });
});
