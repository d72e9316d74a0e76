import * as v from 'valibot';
import { type DBusValue, marshal, paddingAt, unmarshal } from './dbus-wire.ts';
import { connectLocally, type LocalSocket } from './local-socket.ts';

/**
 * A client for a D-Bus message bus, as far as this app needs one: calls and signals. No program that could be used instead
 * (gdbus, busctl, dbus-send) is on every desktop. Libraries bring an XML parser for interfaces that we know beforehand; besides,
 * dbus-next 0.10 has seven dependencies and is no longer maintained, and dbus-native 0.16 needs Node 22.
 * https://dbus.freedesktop.org/doc/dbus-specification.html
 */

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;
const SIGNAL = 4;

/** A flag of a call: do not start the service that it is for. */
const NO_AUTO_START = 2;

/** The types of a message's head, and the length of its fixed part, which ends with the length of the fields. */
const HEAD = 'yyyyuua(yv)';
const HEAD_BYTES = 16;

/** The codes of header fields. */
const FIELD = { path: 1, interface: 2, member: 3, error: 4, replySerial: 5, destination: 6, signature: 8 } as const;

/** The first byte of a message, which says its byte order. */
const LITTLE_ENDIAN = 'l'.charCodeAt(0);

const PROTOCOL_VERSION = 1;

/** The limit of the specification. */
const MESSAGE_MAX_BYTES = 2 ** 27;

/** A call of a method. */
export interface BusCall {
  readonly service: string;
  readonly path: string;
  /** Left out if it is named like the service. */
  readonly interface?: string;
  readonly member: string;
  /** The types of the arguments; left out if there are none. */
  readonly signature?: string;
  readonly body?: readonly DBusValue[];
  /** Whether the bus starts the service if it does not run. */
  readonly starts?: true;
}

/** A message that somebody sends unasked, with its arguments as they came. */
export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly DBusValue[];
}

/** A connection to a bus. It has no timers: it ends when the bus or its socket does. */
export interface BusConnection {
  /** The name by which the bus knows this connection, such as `:1.7`. */
  readonly uniqueName: string;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  /** Call a method. @returns its results. @throws when an error answers, or the connection ends first. */
  call(call: BusCall): Promise<readonly DBusValue[]>;
  /** Call `listener` with the signals that arrive: those that a call of `AddMatch` has chosen, and those for us alone. */
  onSignal(listener: (signal: BusSignal) => void): void;
  close(): void;
}

/** The bus itself, as a service. */
export const BUS = { service: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' } as const;

interface PendingReply {
  resolve(results: readonly DBusValue[]): void;
  reject(error: Error): void;
}

interface Message {
  readonly type: number;
  readonly fields: ReadonlyMap<number, DBusValue>;
  readonly body: readonly DBusValue[];
}

const Fields = v.array(v.tuple([v.number(), v.object({ value: v.custom<DBusValue>(() => true) })]));

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

/** Introduce this program to a bus, and read the bus's messages from then on. @throws when the bus refuses. */
export async function greetBus(socket: LocalSocket): Promise<BusConnection> {
  // The bus compares the user's number with that of the socket's other end.
  const identity = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.send(Buffer.from(`\0AUTH EXTERNAL ${identity}\r\n`));
  const line = await socket.next(lineLength);
  if (!line.toString('latin1').startsWith('OK ')) throw new Error('the bus refuses this program');
  socket.send(Buffer.from('BEGIN\r\n'));

  const listeners: ((signal: BusSignal) => void)[] = [];
  const pending = new Map<number, PendingReply>();
  let serial = 0;
  let hasEnded = false;

  const call = (wanted: BusCall) =>
    new Promise<readonly DBusValue[]>((resolve, reject) => {
      if (hasEnded) return reject(endError());
      serial += 1;
      pending.set(serial, { resolve, reject });
      socket.send(methodCall(serial, wanted));
    });
  const take = ({ type, fields, body }: Message) => {
    const text = (code: number) => String(fields.get(code) ?? '');
    if (type === SIGNAL) {
      const names = { path: text(FIELD.path), interface: text(FIELD.interface), member: text(FIELD.member) };
      for (const listener of listeners) listener({ ...names, body });
    }
    if (type !== METHOD_RETURN && type !== ERROR) return;
    const answers = Number(fields.get(FIELD.replySerial));
    if (type === ERROR) pending.get(answers)?.reject(new Error(`${text(FIELD.error)}: ${body[0] ?? ''}`));
    else pending.get(answers)?.resolve(body);
    pending.delete(answers);
  };
  const readAll = async () => {
    try {
      for (;;) take(messageIn(await socket.next(messageLength)));
    } catch {
      hasEnded = true;
      socket.close();
      for (const { reject } of pending.values()) reject(endError());
      pending.clear();
    }
  };

  const ended = readAll();
  // The bus wants to be greeted first, and answers in order.
  const [uniqueName] = await call({ ...BUS, member: 'Hello' });
  return {
    uniqueName: String(uniqueName),
    ended,
    call,
    onSignal: (listener) => void listeners.push(listener),
    close: socket.close,
  };
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
  const head = HEAD_BYTES + received.readUInt32LE(12);
  const length = head + paddingAt(head, 8) + received.readUInt32LE(4);
  if (received.readUInt8(0) !== LITTLE_ENDIAN || length > MESSAGE_MAX_BYTES) throw new Error('not a message');
  return length;
}

/** Read a whole message. @throws when it contradicts itself. */
function messageIn(bytes: Buffer): Message {
  const bodyBytes = bytes.readUInt32LE(4);
  const fields = new Map(
    v.parse(Fields, unmarshal(HEAD, bytes).at(-1)).map(([code, { value }]) => [code, value] as const),
  );
  const body = unmarshal(String(fields.get(FIELD.signature) ?? ''), bytes.subarray(bytes.length - bodyBytes));
  return { type: bytes.readUInt8(1), fields, body };
}

function methodCall(serial: number, { service, signature = '', body = [], ...wanted }: BusCall): Buffer {
  const arguments_ = marshal(signature, body);
  const field = (code: number, type: string, value: string): DBusValue => [code, { signature: type, value }];
  const head = marshal(HEAD, [
    ...[LITTLE_ENDIAN, METHOD_CALL, wanted.starts ? 0 : NO_AUTO_START, PROTOCOL_VERSION, arguments_.length, serial],
    [
      field(FIELD.path, 'o', wanted.path),
      field(FIELD.interface, 's', wanted.interface ?? service),
      field(FIELD.member, 's', wanted.member),
      field(FIELD.destination, 's', service),
      ...(signature === '' ? [] : [field(FIELD.signature, 'g', signature)]),
    ],
  ]);
  return Buffer.concat([head, Buffer.alloc(paddingAt(head.length, 8)), arguments_]);
}
