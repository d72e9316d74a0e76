import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { RECORDING } from '../assistants/lva/lva-player.ts';

/** The recording is played this many times as fast. */
const SPEED = 2;

/** The events that the recorded assistant sent after a command, and when after it. */
interface Segment {
  readonly command: string;
  readonly frames: readonly { readonly afterMs: number; readonly raw: string }[];
}

export interface LvaStandIn {
  readonly port: number;
  /** The names of the commands so far. */
  readonly commands: readonly string[];
  /** Sends a frame now. */
  tell(raw: string): void;
  stop(): Promise<void>;
}

/**
 * Linux Voice Assistant as far as a recording of it goes: it sends the snapshot, and after each command what the real one sent
 * after the same command, in the recording's order.
 */
export async function startLvaStandIn(port = 0): Promise<LvaStandIn> {
  const [greeting, segments] = cut();
  const left = [...segments];
  const commands: string[] = [];
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  server.on('connection', (peer) => {
    peer.send(greeting);
    peer.on('message', (data) => {
      const command = commandIn(data.toString());
      commands.push(command);
      const at = left.findIndex((segment) => segment.command === command);
      for (const segment of at < 0 ? [] : left.splice(at, 1)) void play(peer, segment);
    });
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return {
    port: (http.address() as AddressInfo).port,
    commands,
    tell(raw) {
      for (const peer of server.clients) peer.send(raw);
    },
    async stop() {
      for (const peer of server.clients) peer.terminate();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function cut(): readonly [greeting: string, readonly Segment[]] {
  const [first, ...rest] = RECORDING;
  if (first === undefined || !('frame' in first)) throw new Error('the recording does not begin with the snapshot');
  const begins = rest.flatMap((line, index) => ('sent' in line ? [index] : []));
  const segments = begins.map((begin, index) => {
    const lines = rest.slice(begin, begins[index + 1]);
    const [sent] = lines;
    if (sent === undefined || !('sent' in sent)) throw new Error('a segment begins with what was sent');
    return {
      command: commandIn(sent.sent),
      frames: lines.flatMap((line) => ('frame' in line ? [{ afterMs: line.t - sent.t, raw: line.frame }] : [])),
    };
  });
  return [first.frame, segments];
}

async function play(peer: WebSocket, { frames }: Segment): Promise<void> {
  let playedMs = 0;
  for (const { afterMs, raw } of frames) {
    await delay((afterMs - playedMs) / SPEED);
    playedMs = afterMs;
    if (peer.readyState !== peer.OPEN) return;
    peer.send(raw);
  }
}

function commandIn(raw: string): string {
  const message: unknown = JSON.parse(raw);
  const command = typeof message === 'object' && message !== null && 'command' in message ? message.command : null;
  if (typeof command !== 'string') throw new Error(`not a command: ${raw}`);
  return command;
}
