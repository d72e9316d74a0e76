/** A minimal overlay for tests of the client. Every frame, sent or received, must match the schema. */

import { type RequestOptions, request } from 'node:http';
import { request as requestTls } from 'node:https';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type ClientOptions, createClient } from '../../../packages/client/src/client.ts';
import {
  createReferenceClient,
  type ReferenceClient,
  type ReferenceClientOptions,
} from '../../../packages/client/src/reference-client.ts';
import { createSignal } from '../../loopback.ts';
import { heldTo, readAs } from '../../wire-schema.ts';

/** A reference client on free ports, with its log. Stopped when the test ends. */
export async function startClient(options: Partial<ReferenceClientOptions> = {}) {
  const log: string[] = [];
  const client = createReferenceClient({
    wsPorts: [0],
    httpPorts: [0],
    log: (message) => log.push(message),
    ...options,
  });
  const ports = await client.start();
  onTestFinished(client.stop);
  return { client, log, ...ports };
}

/** A client without an assistant, on free ports. Stopped when the test ends. */
export async function startBareClient(options: ClientOptions = {}) {
  const client = createClient({ wsPorts: [0], httpPorts: [0], ...options });
  const ports = await client.start();
  onTestFinished(client.stop);
  return { client, ...ports };
}

/** Resolves when the client has read everything that the overlay has sent so far. */
export async function roundTrip(overlay: WebSocket, client: ReferenceClient): Promise<void> {
  const read = createSignal();
  const leave = client.onCommand(() => read.happen());
  overlay.send('{"type":"command","command":"stop_tts"}');
  await read.happened;
  leave();
}

interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A self-signed certificate is as good as any here. */
const ANY_CERTIFICATE = { rejectUnauthorized: false };

/**
 * An overlay that has had its first frame, and the frames it gets.
 * @param options.protocol the client's version, whose schema its frames must match.
 * @param options.headers of the upgrade.
 */
export async function connectOverlay(
  wsPort: number,
  {
    protocol = 1,
    headers = {},
    tls = false,
  }: { protocol?: 1 | 2; headers?: Record<string, string>; tls?: boolean } = {},
) {
  const overlay = new WebSocket(`${tls ? 'wss' : 'ws'}://127.0.0.1:${wsPort}/`, { headers, ...ANY_CERTIFICATE });
  onTestFinished(() => overlay.terminate());
  const frames: Frame[] = [];
  let fault: unknown;
  let waiting = () => {};
  overlay.on('message', (data) => {
    try {
      frames.push(readAs(protocol === 1 ? 'clientFrameV1' : 'clientFrame', data.toString()) as Frame);
    } catch (error) {
      fault = error;
    }
    waiting();
  });
  const closed = new Promise<number>((resolve) => overlay.on('close', resolve));
  /** Resolves when `count` frames have come since the connection began. */
  const until = async (count: number) => {
    while (frames.length < count) {
      if (fault !== undefined) throw fault;
      await new Promise<void>((resolve) => {
        waiting = resolve;
      });
    }
    if (fault !== undefined) throw fault;
  };
  const say = (message: object) => overlay.send(heldTo('overlayFrame', JSON.stringify(message)));
  await until(1);
  return { overlay, frames, until, closed, say };
}

/**
 * The hello of an overlay.
 * @param accepts null: it is an older one, which does not say.
 */
export const overlayHello = (id: string, name = `overlay ${id}`, accepts: readonly string[] | null = null) => ({
  type: 'hello',
  data: { protocol: 2, overlay: { id, name, version: '1.0.0' }, ...(accepts !== null && { accepts }) },
});

/** An overlay of version 2 that has received the client's hello. */
export async function connectNamed(
  wsPort: number,
  id: string,
  { accepts = null, ...options }: Parameters<typeof connectOverlay>[1] & { accepts?: readonly string[] | null } = {},
) {
  const overlay = await connectOverlay(wsPort, { protocol: 2, ...options });
  overlay.say(overlayHello(id, undefined, accepts));
  await overlay.until(2);
  let lastId = 0;
  /** Sends a command and resolves to its ack. */
  const ask = async (command: string, args?: unknown, send: (message: object) => void = overlay.say) => {
    lastId += 1;
    const commandId = `${lastId}`;
    send({ type: 'command', id: commandId, command, ...(args === undefined ? {} : { args }) });
    for (let count = overlay.frames.length; ; count += 1) {
      const ack = overlay.frames.find((frame) => frame.type === 'ack' && frame['id'] === commandId);
      if (ack !== undefined) return ack;
      await overlay.until(count + 1);
    }
  };
  /** Sends a command that the schema forbids. */
  const askWrongly = (command: string, args?: unknown) =>
    ask(command, args, (message) => overlay.overlay.send(JSON.stringify(message)));
  return { ...overlay, ask, askWrongly };
}

/** Opens a socket with these headers; resolves to `open` or the code of the refusal. */
export const tryUpgrade = (wsPort: number, headers: Record<string, string>, { tls = false } = {}) =>
  new Promise<string>((resolve) => {
    const socket = new WebSocket(`${tls ? 'wss' : 'ws'}://127.0.0.1:${wsPort}/`, { headers, ...ANY_CERTIFICATE });
    onTestFinished(() => socket.terminate());
    socket.on('open', () => resolve('open'));
    socket.on('error', (error) => resolve(error.message));
  });

/** Send a request over HTTP. @returns the answer. */
export const ask = (
  httpPort: number,
  options: { method?: string; path?: string; host?: string; headers?: Record<string, string>; tls?: boolean } = {},
) =>
  new Promise<{
    code: number | undefined;
    body: string;
    headers: Readonly<Record<string, string | string[] | undefined>>;
  }>((resolve, reject) => {
    const { method = 'GET', path = '/api/status', host = `127.0.0.1:${httpPort}`, tls = false } = options;
    const headers = { host, ...options.headers };
    const target: RequestOptions = { host: '127.0.0.1', port: httpPort, method, path, headers, agent: false };
    (tls ? requestTls : request)({ ...target, ...ANY_CERTIFICATE }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ code: response.statusCode, body, headers: response.headers }));
    })
      .on('error', reject)
      .end();
  });
