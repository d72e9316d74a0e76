import type { Socket } from 'node:net';
import { connectLocally } from '../../src-main/desktop/local-socket.ts';
import { greetX, type XConnection } from '../../src-main/desktop/x-connection.ts';
import { listenLocally } from './local-server.ts';

export const FAKE_ROOT_WINDOW = 0x1234;

/** The server's side of a connection. */
export interface FakeXServer {
  readonly x: XConnection;
  /** Send any bytes. */
  write(data: Buffer): void;
  hangUp(): void;
}

/** The client's greeting without a cookie. */
const SETUP_BYTES = 12;

/**
 * Connect to a server that answers requests as a test wants: no real one has every version of every extension.
 * @param answer called with each request and its number; returns the server's reply.
 */
export async function connectToFakeX(
  answer: (request: Buffer, sequence: number) => Buffer | null,
): Promise<FakeXServer> {
  let peer: Socket | null = null;
  const path = await listenLocally((socket) => {
    peer = socket;
    let received = Buffer.alloc(0);
    let sequence = 0;
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      if (sequence === 0 && received.length >= SETUP_BYTES) {
        received = received.subarray(SETUP_BYTES);
        sequence = 1;
        socket.write(greeting());
      }
      while (received.length >= 4 && received.length >= received.readUInt16LE(2) * 4) {
        const length = received.readUInt16LE(2) * 4;
        const reply = answer(received.subarray(0, length), sequence);
        if (reply !== null) socket.write(reply);
        received = received.subarray(length);
        sequence += 1;
      }
    });
  });
  const x = await greetX(connectLocally(path), {});
  return { x, write: (data) => void peer?.write(data), hangUp: () => void peer?.destroy() };
}

/** A reply with these bytes after its first 8. */
export function xReply(sequence: number, body: readonly number[], detail = 0, extra = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt8(1, 0);
  head.writeUInt8(detail, 1);
  head.writeUInt16LE(sequence & 0xffff, 2);
  head.writeUInt32LE(extra.length / 4, 4);
  head.set(body, 8);
  return Buffer.concat([head, extra]);
}

export function xError(sequence: number): Buffer {
  const error = Buffer.alloc(32);
  error.writeUInt16LE(sequence & 0xffff, 2);
  return error;
}

/** @param detail the byte after the code: the extension of a generic event. */
export function xEvent(code: number, detail = 0, extra = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt8(code, 0);
  head.writeUInt8(detail, 1);
  head.writeUInt32LE(extra.length / 4, 4);
  return Buffer.concat([head, extra]);
}

/** The server's greeting: a vendor of five letters, two pixel formats, one screen. */
export function greeting(): Buffer {
  const bytes = Buffer.alloc(40 + 8 + 2 * 8 + 40);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt16LE((bytes.length - 8) / 4, 6);
  bytes.writeUInt16LE(5, 24);
  bytes.writeUInt8(2, 29);
  bytes.writeUInt32LE(FAKE_ROOT_WINDOW, 40 + 8 + 2 * 8);
  return bytes;
}
