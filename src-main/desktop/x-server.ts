import { converse, type LocalSocket } from './local-socket.ts';
import { COOKIE_NAME, cookieOf, displayNumber } from './x-authority.ts';

/**
 * Questions to the X server that Electron does not answer, spoken by hand, because no program that could be asked instead
 * is on every desktop. https://www.x.org/releases/current/doc/xproto/x11protocol.html
 */

type Env = Readonly<Record<string, string | undefined>>;

const INTERN_ATOM = 16;
const GET_SELECTION_OWNER = 23;
const QUERY_POINTER = 38;

const REPLY = 1;
const REPLY_BYTES = 32;
/** The server's greeting up to the name of its vendor, which is padded and followed by 8 bytes for each pixel format. */
const GREETING_BYTES = 40;
const FORMAT_BYTES = 8;

/** A client of an X server. */
export interface XClient {
  readonly rootWindow: number;
  /** Send a request that has a reply. @throws when the server answers with an error. */
  ask(request: Buffer): Promise<Buffer>;
}

/** Return the path of the X server's socket; null when the display is not on this machine. */
export function xSocketPath(env: Env): string | null {
  const display = displayNumber(env['DISPLAY']);
  return display === null ? null : `/tmp/.X11-unix/X${display}`;
}

/** Introduce this program to an X server. @throws when the server refuses. */
export async function greetX(socket: LocalSocket, env: Env): Promise<XClient> {
  socket.send(setup(cookieOf(env, displayNumber(env['DISPLAY']) ?? 0)));
  const greeting = await socket.next((received) => (received.length < 8 ? null : 8 + received.readUInt16LE(6) * 4));
  if (greeting.readUInt8(0) !== 1) throw new Error('the X server refuses this program');
  return {
    rootWindow: rootWindow(greeting),
    async ask(request) {
      socket.send(request);
      for (;;) {
        const message = await socket.next(messageLength);
        const kind = message.readUInt8(0);
        if (kind === REPLY) return message;
        if (kind === 0) throw new Error('the X server answers with an error');
        // An event that every client gets, such as a new layout of the keyboard.
      }
    },
  };
}

/**
 * Ask whether a selection has an owner. Compositors and trays make themselves known by owning one.
 * @returns null when the server does not say.
 */
export function selectionHasOwner(env: Env, selection: string): Promise<boolean | null> {
  return askX(env, async ({ ask }) => {
    const atom = (await ask(internAtom(selection))).readUInt32LE(8);
    // A name that nobody has ever used can't have an owner.
    if (atom === 0) return false;
    return (await ask(aboutResource(GET_SELECTION_OWNER, atom))).readUInt32LE(8) !== 0;
  });
}

/**
 * Ask where the pointer is. Electron answers that once, and then repeats the answer for as long as the pointer stays off
 * its windows (https://github.com/electron/electron/issues/42519; seen with 33.4).
 * @returns pixels from the upper left corner of the desktop; null when the server does not say.
 */
export function pointerPosition(env: Env): Promise<{ readonly x: number; readonly y: number } | null> {
  return askX(env, async (client) => {
    const reply = await client.ask(aboutResource(QUERY_POINTER, client.rootWindow));
    return { x: reply.readInt16LE(16), y: reply.readInt16LE(18) };
  });
}

async function askX<Answer>(env: Env, question: (client: XClient) => Promise<Answer>): Promise<Answer | null> {
  const path = xSocketPath(env);
  return path === null ? null : converse(path, async (socket) => question(await greetX(socket, env)));
}

function messageLength(received: Buffer): number | null {
  if (received.length < REPLY_BYTES) return null;
  return REPLY_BYTES + (received.readUInt8(0) === REPLY ? received.readUInt32LE(4) * 4 : 0);
}

/** Return the root window of the first screen, as the server's greeting names it. */
export function rootWindow(greeting: Buffer): number {
  const vendor = greeting.readUInt16LE(24);
  const formats = greeting.readUInt8(29);
  return greeting.readUInt32LE(GREETING_BYTES + vendor + (-vendor & 3) + formats * FORMAT_BYTES);
}

function setup(cookie: Buffer | null): Buffer {
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

/** A request whose only field is an atom or a window. */
function aboutResource(opcode: number, resource: number): Buffer {
  const request = Buffer.alloc(8);
  request.writeUInt8(opcode, 0);
  request.writeUInt16LE(2, 2);
  request.writeUInt32LE(resource, 4);
  return request;
}

function padded(buffer: Buffer): Buffer {
  return Buffer.concat([buffer, Buffer.alloc(-buffer.length & 3)]);
}
