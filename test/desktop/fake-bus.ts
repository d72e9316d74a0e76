/** Messages as a bus sends them, and a bus that says what a test wants. */

import type { Socket } from 'node:net';
import { listenLocally } from './local-server.ts';

const REPLY_SERIAL = 5;

/** A header field: its code, its type, its value. */
function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), value]);
}

export function cardinal(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function text(value: string): Buffer {
  return Buffer.concat([cardinal(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);
}

/** Strings as arguments. */
export function texts(...values: readonly string[]): Buffer {
  return values.reduce((before, value) => Buffer.concat([padded(before, 4), text(value)]), Buffer.alloc(0));
}

function message(type: number, fields: readonly Buffer[], body: Buffer): Buffer {
  const array = fields.reduce((before, next) => Buffer.concat([padded(before, 8), next]), Buffer.alloc(0));
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt8(type, 1);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([padded(Buffer.concat([head, cardinal(array.length), array]), 8), body]);
}

function padded(buffer: Buffer, to: number): Buffer {
  return Buffer.concat([buffer, Buffer.alloc((to - (buffer.length % to)) % to)]);
}

/** A reply to the call of this number, with a field that nobody needs before the one that counts. */
export function busReply(serial: number, body: Buffer = Buffer.alloc(0)): Buffer {
  const signature = field(8, 'g', Buffer.from('\u0001b\0'));
  return message(2, [signature, field(REPLY_SERIAL, 'u', cardinal(serial))], body);
}

export function busError(serial: number): Buffer {
  return message(3, [field(REPLY_SERIAL, 'u', cardinal(serial))], Buffer.alloc(0));
}

export function busSignal(sender: string, member: string, body: Buffer): Buffer {
  return message(4, [field(1, 'o', text('/a')), field(2, 's', text(sender)), field(3, 's', text(member))], body);
}

/**
 * Start a bus that lets everybody in, and then does what a test wants.
 * @param onMessage called with the number of each call.
 * @returns the path of its socket.
 */
export function listenAsBus(onMessage: (serial: number, socket: Socket) => void): Promise<string> {
  return listenLocally((socket) => {
    let received = Buffer.alloc(0);
    let isIn = false;
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      if (!isIn && received.includes('AUTH')) {
        isIn = true;
        received = Buffer.alloc(0);
        socket.write('OK 0123\r\n');
        return;
      }
      if (received.toString('latin1').startsWith('BEGIN\r\n')) received = received.subarray(7);
      for (;;) {
        if (received.length < 16) return;
        const fields = 16 + received.readUInt32LE(12);
        const length = Math.ceil(fields / 8) * 8 + received.readUInt32LE(4);
        if (received.length < length) return;
        const serial = received.readUInt32LE(8);
        received = received.subarray(length);
        onMessage(serial, socket);
      }
    });
  });
}
