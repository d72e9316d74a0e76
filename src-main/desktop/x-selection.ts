import { askSocket } from './ask-socket.ts';

/**
 * One question to the X server: whether a selection has an owner. A compositor and a tray make themselves known that
 * way, and neither Electron nor a program that every desktop has can be asked. Spoken by hand in three requests.
 * https://www.x.org/releases/current/doc/xproto/x11protocol.html
 */

const INTERN_ATOM = 16;
const GET_SELECTION_OWNER = 23;
const REPLY_BYTES = 32;

const COOKIE_NAME = 'MIT-MAGIC-COOKIE-1';
/** The family of an entry of the authority file that is for this machine. */
const FAMILY_LOCAL = 256;

/** The X display's number; null when it is not on this machine. */
export function displayNumber(display: string | undefined): number | null {
  const [, number] = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(display ?? '') ?? [];
  return number === undefined ? null : Number(number);
}

/**
 * The cookie that lets us in.
 * @param authority the content of the authority file (Xau library: big-endian lengths before each part).
 * @returns null when the file has none for the display, in which case the server may let us in without.
 */
export function displayCookie(authority: Buffer, display: number): Buffer | null {
  let at = 0;
  const part = () => {
    const start = at + 2;
    at = start + authority.readUInt16BE(at);
    return authority.subarray(start, at);
  };
  while (at < authority.length) {
    const family = authority.readUInt16BE(at);
    at += 2;
    part(); // the host's name, which may have changed since the server was started
    const number = part().toString();
    const name = part().toString();
    const data = part();
    if (family === FAMILY_LOCAL && name === COOKIE_NAME && (number === '' || number === String(display))) return data;
  }
  return null;
}

/**
 * Asks the X server of a display whether a selection has an owner.
 * @param cookie as `displayCookie` gives it.
 * @returns null when the server does not say.
 */
export function selectionHasOwner(display: number, cookie: Buffer | null, selection: string): Promise<boolean | null> {
  const first = Buffer.concat([setup(cookie), internAtom(selection)]);
  let asked = false;
  return askSocket(`/tmp/.X11-unix/X${display}`, first, (received, send) => {
    if (received.length < 8) return undefined;
    if (received.readUInt8(0) !== 1) return null; // not let in
    const atomAt = 8 + received.readUInt16LE(6) * 4;
    if (received.length < atomAt + REPLY_BYTES) return undefined;
    const atom = received.readUInt32LE(atomAt + 8);
    // A name that nobody has ever used can't have an owner.
    if (atom === 0) return false;
    if (!asked) {
      asked = true;
      send(getSelectionOwner(atom));
    }
    const ownerAt = atomAt + REPLY_BYTES;
    if (received.length < ownerAt + REPLY_BYTES) return undefined;
    return received.readUInt32LE(ownerAt + 8) !== 0;
  });
}

/** The first words of a program to the X server. */
export function setup(cookie: Buffer | null): Buffer {
  const name = cookie === null ? Buffer.alloc(0) : Buffer.from(COOKIE_NAME);
  const data = cookie ?? Buffer.alloc(0);
  const head = Buffer.alloc(12);
  head.write('l', 0); // little endian
  head.writeUInt16LE(11, 2); // X11
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  return Buffer.concat([head, padded(name), padded(data)]);
}

function internAtom(name: string): Buffer {
  const bytes = padded(Buffer.from(name));
  const head = Buffer.alloc(8);
  head.writeUInt8(INTERN_ATOM, 0);
  head.writeUInt8(1, 1); // only if it exists
  head.writeUInt16LE((head.length + bytes.length) / 4, 2);
  head.writeUInt16LE(Buffer.byteLength(name), 4);
  return Buffer.concat([head, bytes]);
}

function getSelectionOwner(atom: number): Buffer {
  const request = Buffer.alloc(8);
  request.writeUInt8(GET_SELECTION_OWNER, 0);
  request.writeUInt16LE(2, 2);
  request.writeUInt32LE(atom, 4);
  return request;
}

function padded(buffer: Buffer): Buffer {
  return Buffer.concat([buffer, Buffer.alloc(-buffer.length & 3)]);
}
