import { createConnection, type Socket } from 'node:net';
import { setup } from '../../src-main/desktop/x-selection.ts';

/**
 * What an X server shows, pixel by pixel, asked often enough to see when it changes: no program that every machine has
 * is quick enough. https://www.x.org/releases/current/doc/xproto/x11protocol.html
 */

const GET_IMAGE = 73;
const Z_PIXMAP = 2;
const REPLY_HEAD_BYTES = 32;
/** The server's greeting up to the name of its vendor, which is padded and followed by 8 bytes for each pixel format. */
const GREETING_BYTES = 40;
const FORMAT_BYTES = 8;

/** In pixels from the upper left corner of the screen. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Screen {
  /** The pixels of an area, as the server stores them. */
  read(area: Area): Promise<Buffer>;
  close(): void;
}

/**
 * Becomes a client of an X server of this machine that lets everybody in.
 * @param display as in the environment: `:1`.
 * @throws when the server is not there or refuses.
 */
export async function openScreen(display: string): Promise<Screen> {
  const socket = createConnection(`/tmp/.X11-unix/X${Number(display.replace(/^:|\.\d+$/g, ''))}`);
  const next = messages(socket);
  socket.write(setup(null));
  const greeting = await next(8, (head) => head.readUInt16LE(6) * 4);
  if (greeting.readUInt8(0) !== 1) throw new Error('the X server lets nobody in');
  const root = rootWindow(greeting);
  return {
    async read(area) {
      socket.write(getImage(root, area));
      let reply: Buffer;
      // Every client is told of a keyboard that is laid out anew, as xdotool does for a key.
      do {
        reply = await next(REPLY_HEAD_BYTES, (head) => (head.readUInt8(0) === 1 ? head.readUInt32LE(4) * 4 : 0));
      } while (reply.readUInt8(0) > 1);
      if (reply.readUInt8(0) !== 1) throw new Error('the X server does not give that part of the screen');
      return reply.subarray(REPLY_HEAD_BYTES);
    },
    close: () => socket.destroy(),
  };
}

/** The root window of the first screen, as the server's greeting names it. */
export function rootWindow(greeting: Buffer): number {
  const vendor = greeting.readUInt16LE(24);
  const formats = greeting.readUInt8(29);
  return greeting.readUInt32LE(GREETING_BYTES + vendor + (-vendor & 3) + formats * FORMAT_BYTES);
}

/** The request for the pixels of an area. */
export function getImage(window: number, { x, y, width, height }: Area): Buffer {
  const request = Buffer.alloc(20);
  request.writeUInt8(GET_IMAGE, 0);
  request.writeUInt8(Z_PIXMAP, 1);
  request.writeUInt16LE(request.length / 4, 2);
  request.writeUInt32LE(window, 4);
  request.writeInt16LE(x, 8);
  request.writeInt16LE(y, 10);
  request.writeUInt16LE(width, 12);
  request.writeUInt16LE(height, 14);
  request.writeUInt32LE(0xffffffff, 16); // all planes
  return request;
}

/** Reads one message after the other: a head, and as many bytes more as the head says. */
function messages(socket: Socket): (headBytes: number, more: (head: Buffer) => number) => Promise<Buffer> {
  let received = Buffer.alloc(0);
  let failure: Error | null = null;
  let wake = () => {};
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    wake();
  });
  const fail = (error?: Error) => {
    failure ??= error ?? new Error('the X server has ended the connection');
    wake();
  };
  socket.on('error', fail);
  socket.on('close', () => fail());
  return (headBytes, more) =>
    new Promise((resolve, reject) => {
      wake = () => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        if (received.length < headBytes) return;
        const length = headBytes + more(received);
        if (received.length < length) return;
        wake = () => {};
        const message = received.subarray(0, length);
        received = received.subarray(length);
        resolve(message);
      };
      wake();
    });
}
