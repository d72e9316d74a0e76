import { askSocket } from './ask-socket.ts';
import { setup } from './x-selection.ts';

/**
 * One question to the X server: where the pointer is. Electron answers it once and then repeats that answer for as long
 * as the pointer stays off its windows (https://github.com/electron/electron/issues/42519; seen with 33.4).
 * https://www.x.org/releases/current/doc/xproto/x11protocol.html
 */

const QUERY_POINTER = 38;
const REPLY_BYTES = 32;
/** The server's greeting up to the name of its vendor, which is padded and followed by 8 bytes for each pixel format. */
const GREETING_BYTES = 40;
const FORMAT_BYTES = 8;

/**
 * Asks the X server of a display where the pointer is.
 * @param cookie as `displayCookie` gives it.
 * @returns pixels from the upper left corner of the desktop; null when the server does not say.
 */
export function pointerPosition(display: number, cookie: Buffer | null): Promise<{ x: number; y: number } | null> {
  let asked = false;
  return askSocket(`/tmp/.X11-unix/X${display}`, setup(cookie), (received, send) => {
    if (received.length < 8) return undefined;
    if (received.readUInt8(0) !== 1) return null; // not let in
    const greetingEnd = 8 + received.readUInt16LE(6) * 4;
    if (received.length < greetingEnd) return undefined;
    if (!asked) {
      asked = true;
      const vendor = received.readUInt16LE(24);
      const formats = received.readUInt8(29);
      const rootAt = GREETING_BYTES + vendor + (-vendor & 3) + formats * FORMAT_BYTES;
      send(queryPointer(received.readUInt32LE(rootAt)));
    }
    if (received.length < greetingEnd + REPLY_BYTES) return undefined;
    if (received.readUInt8(greetingEnd) !== 1) return null; // an error instead of a reply
    return { x: received.readInt16LE(greetingEnd + 16), y: received.readInt16LE(greetingEnd + 18) };
  });
}

function queryPointer(window: number): Buffer {
  const request = Buffer.alloc(8);
  request.writeUInt8(QUERY_POINTER, 0);
  request.writeUInt16LE(2, 2);
  request.writeUInt32LE(window, 4);
  return request;
}
