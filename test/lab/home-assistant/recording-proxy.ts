import { writeFileSync } from 'node:fs';
import { WebSocket, WebSocketServer } from 'ws';

/** A frame of a recording, and when it passed: milliseconds since the first one. */
export interface RecordedFrame {
  readonly atMs: number;
  /** `in`: from Home Assistant. */
  readonly direction: 'in' | 'out';
  readonly frame: unknown;
}

/** Passes a WebSocket API on, and writes down its frames, without secrets. */
export interface RecordingProxy {
  readonly port: number;
  /** Write the recording so far as lines of JSON. */
  write(file: string): void;
  stop(): Promise<void>;
}

/** Secrets that must not get into a file: tokens, also of the speech to fetch. */
const SECRET = /"(access_token|token|url)":"[^"]*"/g;

export async function startRecordingProxy(targetPort: number, port: number): Promise<RecordingProxy> {
  const frames: RecordedFrame[] = [];
  let firstAtMs: number | null = null;
  const record = (direction: RecordedFrame['direction'], text: string) => {
    const nowMs = performance.now();
    firstAtMs ??= nowMs;
    const frame: unknown = JSON.parse(text.replace(SECRET, '"$1":"removed"'));
    frames.push({ atMs: Math.round(nowMs - firstAtMs), direction, frame });
  };
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  server.on('connection', (near, { url }) => {
    const far = new WebSocket(`ws://127.0.0.1:${targetPort}${url ?? '/'}`);
    const early: string[] = [];
    near.on('message', (raw) => {
      record('out', raw.toString());
      if (far.readyState === WebSocket.OPEN) far.send(raw.toString());
      else early.push(raw.toString());
    });
    far.on('open', () => {
      for (const text of early) far.send(text);
    });
    far.on('message', (raw) => {
      record('in', raw.toString());
      near.send(raw.toString());
    });
    near.on('close', () => far.close());
    far.on('close', () => near.close());
    for (const socket of [near, far]) socket.on('error', () => socket.terminate());
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port,
    write: (file) => writeFileSync(file, frames.map((frame) => `${JSON.stringify(frame)}\n`).join('')),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate();
        server.close(() => resolve());
      }),
  };
}
