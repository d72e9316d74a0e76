import { createServer, get } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { faultOf } from '../../../packages/check-client/src/wire-schema.ts';
import { createReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { closedPort, createSignal, listen } from '../../loopback.ts';
import { ask, connectOverlay, roundTrip, startClient, tryUpgrade } from './overlay.ts';

describe('frames', () => {
  it('begin with the status as it is', async () => {
    const { client, wsPort } = await startClient();
    client.update({ status: 'Ready', monitoring: true });
    const { frames } = await connectOverlay(wsPort);
    expect(frames).toEqual([
      {
        type: 'status',
        data: {
          status: 'Ready',
          text: '',
          is_listening: false,
          is_speaking: false,
          wake_word_detected: false,
          overlay_visible: false,
          monitoring: true,
        },
      },
    ]);
  });

  it('go to every overlay, one for each change', async () => {
    const { client, wsPort } = await startClient();
    const overlays = await Promise.all([connectOverlay(wsPort), connectOverlay(wsPort), connectOverlay(wsPort)]);
    expect(client.overlays()).toBe(3);
    client.update({ status: 'myślę' });
    client.update({ status: 'myślę' });
    client.update({ status: 'mówię', text: 'Tak.' });
    for (const { frames, until } of overlays) {
      await until(3);
      expect(frames.map(({ data }) => data.status)).toEqual(['Initializing...', 'myślę', 'mówię']);
    }
  });

  it('are not kept for an overlay that does not read them', async () => {
    const { client, wsPort } = await startClient();
    const { overlay } = await connectOverlay(wsPort);
    overlay.pause();
    for (let n = 0; client.overlays() > 0 && n < 2_000; n += 1) {
      client.update({ text: `${n}${'x'.repeat(100_000)}` });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(client.overlays()).toBe(0);
  });
});

describe('commands', () => {
  it('toggle_monitoring flips the monitoring, and ends the turn', async () => {
    const { client, wsPort } = await startClient();
    client.update({ status: 'mówię', monitoring: true, is_speaking: true });
    const { overlay, frames, until } = await connectOverlay(wsPort);
    overlay.send('{"type":"command","command":"toggle_monitoring"}');
    await until(2);
    expect(frames[1]?.data).toMatchObject({ status: 'Monitoring Stopped', monitoring: false, is_speaking: false });
    overlay.send('{"type":"command","command":"toggle_monitoring"}');
    await until(3);
    expect(frames[2]?.data).toMatchObject({ status: 'Ready', monitoring: true });
  });

  it('stop_tts ends the speech and keeps the answer', async () => {
    const { client, wsPort } = await startClient();
    client.update({ status: 'mówię', text: 'Jest siódma.', is_speaking: true, wake_word_detected: true });
    const { overlay, frames, until } = await connectOverlay(wsPort);
    overlay.send('{"type":"command","command":"stop_tts"}');
    await until(2);
    expect(frames[1]?.data).toMatchObject({ status: 'Ready', text: 'Jest siódma.', is_speaking: false });
  });

  it('stop_tts changes nothing when nothing is being spoken', async () => {
    const { client, wsPort } = await startClient();
    client.update({ status: 'myślę', wake_word_detected: true, monitoring: true });
    const { overlay, frames, until } = await connectOverlay(wsPort);
    overlay.send('{"type":"command","command":"stop_tts"}');
    overlay.send('{"type":"command","command":"toggle_monitoring"}');
    await until(2);
    expect(frames.map(({ data }) => data['status'])).toEqual(['myślę', 'Monitoring Stopped']);
  });

  it('reach the listeners after their effect, until they are removed', async () => {
    const { client, wsPort } = await startClient();
    const heard: unknown[] = [];
    const leave = client.onCommand((command) => heard.push(command, client.status().monitoring));
    const { overlay, until } = await connectOverlay(wsPort);
    overlay.send('{"type":"command","command":"toggle_monitoring"}');
    await until(2);
    leave();
    overlay.send('{"type":"command","command":"toggle_monitoring"}');
    await until(3);
    expect(heard).toEqual(['toggle_monitoring', true]);
  });

  it('that are none are ignored and noted', async () => {
    const { client, log, wsPort } = await startClient();
    const { overlay, frames, until } = await connectOverlay(wsPort);
    const nonsense = [
      '',
      'stop',
      'null',
      '[]',
      '7',
      '{"type":"command"}',
      '{"type":"command","command":"rm"}',
      '{"type":"hello","data":{}}',
    ];
    for (const raw of nonsense) overlay.send(raw);
    overlay.send(Buffer.from('{"type":"command","command":"toggle_monitoring"}'));
    overlay.send('{"type":"command","command":"toggle_monitoring"}');
    await until(2);
    expect(frames).toHaveLength(2);
    expect(client.status().monitoring).toBe(true);
    expect(log.filter((line) => line.startsWith('ignored'))).toHaveLength(nonsense.length + 1);
  });

  it('of more than 64 KiB end the socket', async () => {
    const { wsPort } = await startClient();
    const { overlay } = await connectOverlay(wsPort);
    const closed = new Promise<number>((resolve) => overlay.on('close', resolve));
    overlay.send('x'.repeat(64 * 1024 + 1));
    expect(await closed).toBe(1009);
  });
});

describe('who may connect', () => {
  it('an overlay on this machine', async () => {
    const { wsPort } = await startClient();
    expect(await tryUpgrade(wsPort, {})).toBe('open');
    expect(await tryUpgrade(wsPort, { host: `localhost:${wsPort}` })).toBe('open');
  });

  it('no web page: an Origin is refused, and so is a Host that is not this machine [SEC-WEB-TO-CLIENT]', async () => {
    const { client, wsPort } = await startClient();
    expect(await tryUpgrade(wsPort, { origin: 'https://example.com' })).toMatch(/403/);
    expect(await tryUpgrade(wsPort, { origin: 'null' })).toMatch(/403/);
    expect(await tryUpgrade(wsPort, { host: `example.com:${wsPort}` })).toMatch(/403/);
    expect(await tryUpgrade(wsPort, { host: '127.0.0.1.example.com' })).toMatch(/403/);
    expect(client.overlays()).toBe(0);
  });

  it('plain HTTP on the socket’s port is answered with 426', async () => {
    const { wsPort } = await startClient();
    expect((await ask(wsPort)).code).toBe(426);
  });
});

describe('GET /api/status', () => {
  it('is flat, and holds the current and the last speech', async () => {
    const { client, httpPort } = await startClient();
    client.update({ status: 'mówię', text: 'Jest siódma.', is_speaking: true });
    const speaking = await ask(httpPort);
    expect(speaking.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(faultOf(JSON.parse(speaking.body), 'pollBodyV1')).toBeNull();
    expect(JSON.parse(speaking.body)).toEqual({ ...client.status(), tts_playing: true, last_tts: 'Jest siódma.' });
    client.update({ status: 'Notification: x', text: 'x', is_speaking: false });
    expect(JSON.parse((await ask(httpPort)).body)).toMatchObject({
      text: 'x',
      tts_playing: false,
      last_tts: 'Jest siódma.',
    });
  });

  it.each([
    [{ path: '/' }, 404],
    [{ path: '/api/status/../x' }, 404],
    [{ method: 'POST' }, 405],
    [{ method: 'HEAD' }, 405],
    [{ host: 'example.com' }, 403],
    [{ path: '/api/status?x=1' }, 200],
  ])('%j is answered with %d', async (options, code) => {
    const { httpPort } = await startClient();
    expect((await ask(httpPort, options)).code).toBe(code);
  });
});

describe('ports', () => {
  it('are the first free ones of their lists', async () => {
    const { port: taken } = await listen(createServer());
    const client = createReferenceClient({ wsPorts: [taken, 0], httpPorts: [taken, 0] });
    onTestFinished(client.stop);
    const { wsPort, httpPort } = await client.start();
    expect([wsPort, httpPort]).not.toContain(taken);
    expect(new Set([wsPort, httpPort, taken]).size).toBe(3);
  });

  it('that are all taken are named, and nothing is left listening', async () => {
    const { port: taken } = await listen(createServer());
    const client = createReferenceClient({ wsPorts: [taken], httpPorts: [0] });
    await expect(client.start()).rejects.toThrow(`No WebSocket port is free; tried ${taken} on 127.0.0.1`);
    const other = createReferenceClient({ wsPorts: [0], httpPorts: [taken] });
    await expect(other.start()).rejects.toThrow(`No HTTP port is free; tried ${taken} on 127.0.0.1`);
    const wsPort = await closedPort();
    const half = createReferenceClient({ wsPorts: [wsPort], httpPorts: [taken] });
    await expect(half.start()).rejects.toThrow();
    const next = createReferenceClient({ wsPorts: [wsPort], httpPorts: [0] });
    onTestFinished(next.stop);
    expect((await next.start()).wsPort).toBe(wsPort);
  });
});

it('pings every 20 s, and drops an overlay that has not answered by the next ping', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { client, wsPort } = await startClient();
  const { overlay } = await connectOverlay(wsPort);
  const pinged = () => new Promise<void>((resolve) => overlay.once('ping', () => resolve()));
  for (let beat = 0; beat < 3; beat += 1) {
    const ping = pinged();
    vi.advanceTimersByTime(20_000);
    await ping;
    // A frame that comes after the pong on the same socket.
    await roundTrip(overlay, client);
  }
  expect(client.overlays()).toBe(1);

  overlay.pause();
  const closed = new Promise((resolve) => overlay.on('close', resolve));
  vi.advanceTimersByTime(40_000);
  overlay.resume();
  await closed;
  expect(client.overlays()).toBe(0);
});

describe('stop', () => {
  it('closes every socket with 1001 and frees the ports', async () => {
    const { client, wsPort, httpPort } = await startClient();
    const { overlay } = await connectOverlay(wsPort);
    const code = new Promise<number>((resolve) => overlay.on('close', resolve));
    await client.stop();
    expect(await code).toBe(1001);
    const next = createReferenceClient({ wsPorts: [wsPort], httpPorts: [httpPort] });
    onTestFinished(next.stop);
    expect(await next.start()).toEqual({ wsPort, httpPort });
  });

  it('does not wait for overlays that do not join in, nor for connections that say nothing', async () => {
    const { client, wsPort, httpPort } = await startClient();
    const { overlay } = await connectOverlay(wsPort);
    overlay.pause();
    const silent = connectTcp(httpPort, '127.0.0.1').on('error', () => {});
    const halfRequest = connectTcp(wsPort, '127.0.0.1').on('error', () => {});
    await new Promise((resolve) => halfRequest.write('GET / HT', resolve));
    await ask(httpPort);
    const beganMs = performance.now();
    await client.stop();
    expect(performance.now() - beganMs).toBeLessThan(1_500);
    silent.destroy();
    halfRequest.destroy();
  });

  it('is harmless before the start', async () => {
    await createReferenceClient({ wsPorts: [0], httpPorts: [0] }).stop();
  });
});

it('listens on 127.0.0.1 only', async () => {
  const { httpPort } = await startClient();
  const refused = createSignal<string | undefined>();
  get({ host: '127.0.0.2', port: httpPort, path: '/api/status' }, () => refused.happen('answered')).on(
    'error',
    (error: NodeJS.ErrnoException) => refused.happen(error.code),
  );
  expect(await refused.happened).toBe('ECONNREFUSED');
});
