import { connectToX } from '../../src-main/desktop/x-connection.ts';

/**
 * The pixels of an X server's screen, read often enough to see when they change: no program that every machine has is
 * quick enough. https://www.x.org/releases/current/doc/xproto/x11protocol.html
 */

const GET_IMAGE = 73;
const Z_PIXMAP = 2;
const REPLY_HEAD_BYTES = 32;

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
 * Connect to an X server of this machine that needs no cookie.
 * @param display as in the environment: `:1`.
 * @throws when the server is not there or refuses.
 */
export async function openScreen(display: string): Promise<Screen> {
  const { rootWindow, ask, close } = await connectToX({ DISPLAY: display });
  return { read: async (area) => (await ask(getImage(rootWindow, area))).subarray(REPLY_HEAD_BYTES), close };
}

/** Return the request for the pixels of an area. */
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
