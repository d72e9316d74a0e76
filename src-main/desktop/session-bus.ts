import { converse } from './local-socket.ts';

/**
 * One question to the D-Bus session bus: whether a name has an owner. Spoken by hand, because it takes three messages,
 * and no program that could ask instead (gdbus, busctl, dbus-send) is on every desktop.
 * https://dbus.freedesktop.org/doc/dbus-specification.html
 */

const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const ERROR = 3;

const BUS = 'org.freedesktop.DBus';
const NAME_SERIAL = 2;

/** Return the path of the session bus's socket; null when the environment names no socket. */
export function busSocket(env: Readonly<Record<string, string | undefined>>): string | null {
  const address =
    env['DBUS_SESSION_BUS_ADDRESS'] || (env['XDG_RUNTIME_DIR'] && `unix:path=${env['XDG_RUNTIME_DIR']}/bus`);
  const [, key, value] = /unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(address || '') ?? [];
  if (value === undefined) return null;
  try {
    return (key === 'abstract' ? '\0' : '') + decodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * Ask the bus whether a name has an owner.
 * @param socket the result of `busSocket`.
 * @param userId the user's number, which the bus compares with the socket's.
 * @returns null when the bus does not say.
 */
export function nameHasOwner(socket: string, userId: number, name: string): Promise<boolean | null> {
  const identity = Buffer.from(String(userId)).toString('hex');
  return converse(socket, async ({ send, next }) => {
    send(Buffer.from(`\0AUTH EXTERNAL ${identity}\r\n`));
    const line = await next(lineLength);
    if (!line.toString('latin1').startsWith('OK ')) return null;
    send(
      Buffer.concat([Buffer.from('BEGIN\r\n'), methodCall(1, 'Hello'), methodCall(NAME_SERIAL, 'NameHasOwner', name)]),
    );
    for (;;) {
      const message = await next(messageLength);
      const type = message.readUInt8(1);
      if (type === ERROR) return null;
      // The answer to Hello has a string in its body, this one a boolean of four bytes.
      if (type === METHOD_RETURN && message.readUInt32LE(4) === 4)
        return message.readUInt32LE(message.length - 4) === 1;
    }
  });
}

function lineLength(received: Buffer): number | null {
  const end = received.indexOf('\r\n');
  return end === -1 ? null : end + 2;
}

function messageLength(received: Buffer): number | null {
  if (received.length < 16) return null;
  return align(16 + received.readUInt32LE(12), 8) + received.readUInt32LE(4);
}

/** Call a method of the bus itself, with a string or nothing as its argument. */
function methodCall(serial: number, member: string, argument?: string): Buffer {
  const body = argument === undefined ? Buffer.alloc(0) : string(argument);
  const fields = [
    field(1, 'o', string('/org/freedesktop/DBus')),
    field(2, 's', string(BUS)),
    field(3, 's', string(member)),
    field(6, 's', string(BUS)),
    ...(argument === undefined ? [] : [field(8, 'g', Buffer.from('\u0001s\0'))]),
  ];
  // Every field begins at a multiple of eight; the padding after the last one does not count.
  const array = fields.reduce((before, next) => Buffer.concat([padded(before, 8), next]), Buffer.alloc(0));
  const head = Buffer.alloc(16);
  head.write('l', 0); // little endian
  head.writeUInt8(METHOD_CALL, 1);
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

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
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
