import { connectLocally, type LocalSocket } from './local-socket.ts';

/**
 * The D-Bus protocol, as far as this app needs it: calls with a string or nothing, and signals. Spoken by hand, because no
 * program that could do it instead (gdbus, busctl, dbus-send) is on every desktop.
 * https://dbus.freedesktop.org/doc/dbus-specification.html
 */

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;

/** A flag of a call: do not start the service that it is for. */
const NO_AUTO_START = 2;

/** The codes of header fields. */
const FIELD = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;

/** The first byte of a message, which says its byte order. */
const LITTLE_ENDIAN = 'l'.charCodeAt(0);

/** The limit of the specification. */
const MESSAGE_MAX_BYTES = 2 ** 27;

/** The fixed part of a message's head; the fields follow, padded to a multiple of 8. */
const HEAD_BYTES = 16;

/** A call of a method, with one string or nothing as its arguments. */
export interface BusCall {
  /** The name of the service, which also is that of the interface. */
  readonly service: string;
  readonly path: string;
  readonly member: string;
  readonly argument?: string;
}

/** A message that somebody sends unasked. */
export interface BusSignal {
  readonly interface: string;
  readonly member: string;
  /** The arguments: `readBoolean` and `readStrings` decode them. */
  readonly body: Buffer;
}

/** A connection to a bus. It has no timers: it ends when the bus or its socket does. */
export interface BusConnection {
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  /** Call a method of a running service. @returns its results. @throws when it answers with an error, or the connection ends. */
  call(call: BusCall): Promise<Buffer>;
  /** Call `listener` with the signals that arrive: those that a call of `AddMatch` has chosen, and some of the bus itself. */
  onSignal(listener: (signal: BusSignal) => void): void;
}

/** The bus itself, as a service. */
export const BUS = { service: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' } as const;

/** Connect to the bus at a socket. @throws when it is not there, or refuses. */
export async function connectToBus(path: string): Promise<BusConnection> {
  const socket = connectLocally(path);
  try {
    return await greetBus(socket);
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** Introduce this program to a bus, and read what it sends from then on. @throws when the bus refuses. */
export async function greetBus(socket: LocalSocket): Promise<BusConnection> {
  // The bus compares the user's number with that of the socket's other end.
  const identity = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.send(Buffer.from(`\0AUTH EXTERNAL ${identity}\r\n`));
  const line = await socket.next(lineLength);
  if (!line.toString('latin1').startsWith('OK ')) throw new Error('the bus refuses this program');
  socket.send(Buffer.from('BEGIN\r\n'));

  const listeners: ((signal: BusSignal) => void)[] = [];
  const pending = new Map<number, { resolve(body: Buffer): void; reject(error: Error): void }>();
  let serial = 0;
  let hasEnded = false;

  const call = (wanted: BusCall) =>
    new Promise<Buffer>((resolve, reject) => {
      if (hasEnded) return reject(endError());
      serial += 1;
      pending.set(serial, { resolve, reject });
      socket.send(methodCall(serial, wanted));
    });
  const take = (message: Buffer) => {
    const type = message.readUInt8(1);
    const { fields, body } = parse(message);
    if (type === SIGNAL) {
      const signal = { interface: text(fields, FIELD.interface), member: text(fields, FIELD.member), body };
      for (const listener of listeners) listener(signal);
    }
    if (type !== METHOD_RETURN && type !== ERROR) return;
    const answers = Number(fields.get(FIELD.replySerial));
    if (type === ERROR) pending.get(answers)?.reject(new Error('the service answers with an error'));
    else pending.get(answers)?.resolve(body);
    pending.delete(answers);
  };
  const readAll = async () => {
    try {
      for (;;) take(await socket.next(messageLength));
    } catch {
      hasEnded = true;
      socket.close();
      for (const { reject } of pending.values()) reject(endError());
      pending.clear();
    }
  };

  const ended = readAll();
  // The bus wants to be greeted first, and answers in order.
  await call({ ...BUS, member: 'Hello' });
  return { ended, call, onSignal: (listener) => void listeners.push(listener) };
}

/** Return the first argument, a boolean. @throws when there is none. */
export function readBoolean(body: Buffer): boolean {
  return body.readUInt32LE(0) === 1;
}

/** Return the arguments, all of them strings. @throws when they are not. */
export function readStrings(body: Buffer): readonly string[] {
  const strings: string[] = [];
  for (let at = 0; at < body.length; ) {
    const start = align(at, 4) + 4;
    const end = start + body.readUInt32LE(start - 4);
    strings.push(body.toString('utf8', start, end));
    at = end + 1;
  }
  return strings;
}

function endError(): Error {
  return new Error('the connection to the bus ended');
}

function lineLength(received: Buffer): number | null {
  const end = received.indexOf('\r\n');
  return end === -1 ? null : end + 2;
}

/** @throws when it is no message of a bus on a machine that this app is for. */
function messageLength(received: Buffer): number | null {
  if (received.length < HEAD_BYTES) return null;
  const length = align(HEAD_BYTES + received.readUInt32LE(12), 8) + received.readUInt32LE(4);
  if (received.readUInt8(0) !== LITTLE_ENDIAN || length > MESSAGE_MAX_BYTES) throw new Error('not a message');
  return length;
}

type Fields = ReadonlyMap<number, string | number>;

/** @throws when the message contradicts itself. */
function parse(message: Buffer): { readonly fields: Fields; readonly body: Buffer } {
  const fields = new Map<number, string | number>();
  const end = HEAD_BYTES + message.readUInt32LE(12);
  let at = HEAD_BYTES;
  while (at < end) {
    at = align(at, 8);
    const code = message.readUInt8(at);
    // A signature of one type: its length, itself, a zero.
    const type = String.fromCharCode(message.readUInt8(at + 2));
    at += 4;
    if (type === 'g') {
      at += 2 + message.readUInt8(at);
      continue;
    }
    const value = message.readUInt32LE(at);
    at += 4;
    if (type === 'u') fields.set(code, value);
    else {
      fields.set(code, message.toString('utf8', at, at + value));
      at += value + 1;
    }
  }
  if (at > end) throw new Error('not a message');
  return { fields, body: message.subarray(align(end, 8)) };
}

function text(fields: Fields, code: number): string {
  return String(fields.get(code) ?? '');
}

function methodCall(serial: number, { service, path, member, argument }: BusCall): Buffer {
  const body = argument === undefined ? Buffer.alloc(0) : string(argument);
  const fields = [
    field(FIELD.path, 'o', string(path)),
    field(FIELD.interface, 's', string(service)),
    field(FIELD.member, 's', string(member)),
    field(FIELD.destination, 's', string(service)),
    ...(argument === undefined ? [] : [field(FIELD.signature, 'g', Buffer.from('\u0001s\0'))]),
  ];
  // Every field begins at a multiple of eight; the padding after the last one does not count.
  const array = fields.reduce((before, next) => Buffer.concat([padded(before, 8), next]), Buffer.alloc(0));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(LITTLE_ENDIAN, 0);
  head.writeUInt8(METHOD_CALL, 1);
  head.writeUInt8(NO_AUTO_START, 2);
  head.writeUInt8(1, 3); // version of the protocol
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(array.length, 12);
  return Buffer.concat([head, padded(array, 8), body]);
}

/** A header field: its code, its type as a signature, its value. */
function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), value]);
}

function string(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes, Buffer.alloc(1)]);
}

function padded(buffer: Buffer, to: number): Buffer {
  return Buffer.concat([buffer, Buffer.alloc(align(buffer.length, to) - buffer.length)]);
}

function align(length: number, to: number): number {
  return Math.ceil(length / to) * to;
}
