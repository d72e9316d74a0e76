import { connectLocally, type LocalSocket } from './local-socket.ts';
import { COOKIE_NAME, cookieOf, displayNumber } from './x-authority.ts';

/**
 * The X protocol, as far as this app needs it, spoken by hand: Electron lends nobody its connection, and no program that
 * could be asked instead is on every desktop. https://www.x.org/releases/current/doc/xproto/x11protocol.html
 */

type Env = Readonly<Record<string, string | undefined>>;

const CHANGE_ATTRIBUTES = 2;
const INTERN_ATOM = 16;
const QUERY_EXTENSION = 98;

/** The field of a window's attributes that names the events a client wants. */
const EVENT_MASK = 1 << 11;

/** Masks of events of the root window: of its children, which are the windows on the desktop, and of its properties. */
export const ROOT_EVENTS = { children: 1 << 19, properties: 1 << 22 } as const;
type RootEvents = (typeof ROOT_EVENTS)[keyof typeof ROOT_EVENTS];

const ERROR = 0;
const REPLY = 1;
/** An event that may be longer than others, and names its extension (https://www.x.org/releases/current/doc/xextproto/geproto.html). */
const GENERIC_EVENT = 35;
/** Set in the code of an event that another client has sent. */
const SENT_EVENT = 0x80;

/** The length of errors, events, and the fixed part of replies. */
const MESSAGE_BYTES = 32;
/** The server's greeting up to the name of its vendor, which is padded and followed by 8 bytes for each pixel format. */
const GREETING_BYTES = 40;
const FORMAT_BYTES = 8;

/** The numbers by which a server knows an extension. */
export interface XExtension {
  readonly majorOpcode: number;
  /** The code of its first event; 0 if it has none of its own. */
  readonly firstEvent: number;
}

/** A connection to an X server. It has no timers: it ends when the server or its socket does. */
export interface XConnection {
  readonly rootWindow: number;
  /** The server's version as a number, such as 12201009 for 22.1.9; older servers have one of their vendor's. */
  readonly release: number;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  /** Send a request that has no reply. An error that answers it is ignored. */
  send(request: Buffer): void;
  /** Send a request that has a reply. @throws when the server answers with an error, or the connection ends first. */
  ask(request: Buffer): Promise<Buffer>;
  /** Find an extension; null when the server does not have it. @throws like `ask`. */
  extension(name: string): Promise<XExtension | null>;
  /** Return the number of a name; the server gives it one if nobody has used it yet. @throws like `ask`. */
  atom(name: string): Promise<number>;
  /** Select whether to get events of a kind about the root window. */
  selectOnRoot(events: RootEvents, isSelected: boolean): void;
  /** Call `listener` with the events that the server sends. Select them by a request of their own. */
  onEvent(listener: (event: XEvent) => void): void;
  close(): void;
}

/** An event of an X server, which nothing but its own fields explains. */
export interface XEvent {
  readonly code: number;
  /** The major opcode of the extension that sends it, if it is a generic event; null otherwise. */
  readonly extension: number | null;
  readonly data: Buffer;
}

interface PendingReply {
  readonly sequence: number;
  resolve(reply: Buffer): void;
  reject(error: Error): void;
}

/** Return the path of the X server's socket; null when the display is not on this machine. */
export function xSocketPath(env: Env): string | null {
  const display = displayNumber(env['DISPLAY']);
  return display === null ? null : `/tmp/.X11-unix/X${display}`;
}

/** Connect to the X server of this machine. @throws when it is not there, or refuses. */
export async function connectToX(env: Env): Promise<XConnection> {
  const path = xSocketPath(env);
  if (path === null) throw new Error('the X display is not on this machine');
  // Other programs find the server without its file too, which anybody who tidies /tmp may delete.
  return connectAt(path, env).catch(() => connectAt(`\0${path}`, env));
}

async function connectAt(path: string, env: Env): Promise<XConnection> {
  const socket = connectLocally(path);
  try {
    return await greetX(socket, env);
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** Introduce this program to an X server, and read the server's messages from then on. @throws when the server refuses. */
export async function greetX(socket: LocalSocket, env: Env): Promise<XConnection> {
  socket.send(setup(cookieOf(env, displayNumber(env['DISPLAY']) ?? 0)));
  const greeting = await socket.next((received) => (received.length < 8 ? null : 8 + received.readUInt16LE(6) * 4));
  if (greeting.readUInt8(0) !== 1) throw new Error('the X server refuses this program');

  const root = rootWindow(greeting);
  let rootEvents = 0;
  const listeners: ((event: XEvent) => void)[] = [];
  /** The requests whose replies are due, oldest first: a server answers in order. */
  let pending: readonly PendingReply[] = [];
  /** The number of the last request. The first one is number 1; the server sends 16 bits of it. */
  let sequence = 0;
  let hasEnded = false;

  const send = (request: Buffer) => {
    sequence = (sequence + 1) & 0xffff;
    socket.send(request);
  };
  const ask = (request: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      if (hasEnded) return reject(endError());
      send(request);
      pending = [...pending, { sequence, resolve, reject }];
    });
  const take = (message: Buffer) => {
    const kind = message.readUInt8(0);
    if (kind !== ERROR && kind !== REPLY) {
      const event = eventOf(message);
      for (const listener of listeners) listener(event);
      return;
    }
    const [first, ...others] = pending;
    // An error may also answer a request without a reply.
    if (first?.sequence !== message.readUInt16LE(2)) return;
    pending = others;
    if (kind === REPLY) first.resolve(message);
    else first.reject(new Error('the X server answers with an error'));
  };
  const readAll = async () => {
    try {
      for (;;) take(await socket.next(messageLength));
    } catch {
      hasEnded = true;
      socket.close();
      for (const { reject } of pending) reject(endError());
      pending = [];
    }
  };

  return {
    rootWindow: root,
    release: greeting.readUInt32LE(8),
    ended: readAll(),
    send,
    ask,
    async extension(name) {
      const reply = await ask(xRequest(QUERY_EXTENSION, 0, counted(name)));
      if (reply.readUInt8(8) === 0) return null;
      return { majorOpcode: reply.readUInt8(9), firstEvent: reply.readUInt8(10) };
    },
    atom: async (name) => (await ask(xRequest(INTERN_ATOM, 0, counted(name)))).readUInt32LE(8),
    selectOnRoot(events, isSelected) {
      rootEvents = isSelected ? rootEvents | events : rootEvents & ~events;
      send(xRequest(CHANGE_ATTRIBUTES, 0, cardinals(root, EVENT_MASK, rootEvents)));
    },
    onEvent: (listener) => void listeners.push(listener),
    close: socket.close,
  };
}

/** Return a request: its opcode, the byte that follows it, and its other bytes, padded to a multiple of four. */
export function xRequest(opcode: number, detail: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  const fields = padded(body);
  head.writeUInt8(opcode, 0);
  head.writeUInt8(detail, 1);
  head.writeUInt16LE((head.length + fields.length) / 4, 2);
  return Buffer.concat([head, fields]);
}

/** Return numbers of 32 bits, as most fields of requests are. */
export function cardinals(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

/** Return a text with its length in bytes before it. */
export function counted(text: string): Buffer {
  return Buffer.concat([cardinals(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** Return the root window of the first screen, as the server's greeting names it. */
export function rootWindow(greeting: Buffer): number {
  const vendor = greeting.readUInt16LE(24);
  const formats = greeting.readUInt8(29);
  return greeting.readUInt32LE(GREETING_BYTES + vendor + (-vendor & 3) + formats * FORMAT_BYTES);
}

/** Return the length of the message that begins with these bytes; null while they are too few. */
export function messageLength(received: Buffer): number | null {
  if (received.length < MESSAGE_BYTES) return null;
  const kind = received.readUInt8(0);
  const isLonger = kind === REPLY || (kind & ~SENT_EVENT) === GENERIC_EVENT;
  return MESSAGE_BYTES + (isLonger ? received.readUInt32LE(4) * 4 : 0);
}

function endError(): Error {
  return new Error('the connection to the X server ended');
}

function eventOf(data: Buffer): XEvent {
  const code = data.readUInt8(0) & ~SENT_EVENT;
  return { code, extension: code === GENERIC_EVENT ? data.readUInt8(1) : null, data };
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

function padded(buffer: Buffer): Buffer {
  return Buffer.concat([buffer, Buffer.alloc(-buffer.length & 3)]);
}
