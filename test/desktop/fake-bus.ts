/** Messages as a bus sends them, and a bus that a test controls. */

import type { Socket } from 'node:net';
import { type DBusValue, marshal, paddingAt } from '../../src-main/desktop/dbus-wire.ts';
import { listenLocally } from './local-server.ts';

/** Arguments, and their types. */
export type Arguments = readonly [signature: string, ...values: readonly DBusValue[]];

const PATH = 1;
const INTERFACE = 2;
const MEMBER = 3;
const REPLY_SERIAL = 5;
const SIGNATURE = 8;

function field(code: number, signature: string, value: DBusValue): DBusValue {
  return [code, { signature, value }];
}

function message(type: number, fields: readonly DBusValue[], [signature = '', ...values]: Arguments | []): Buffer {
  const body = marshal(signature, values);
  // A field that nobody needs may stand before those that count.
  const all = signature === '' ? fields : [field(SIGNATURE, 'g', signature), ...fields];
  const head = marshal('yyyyuua(yv)', ['l'.charCodeAt(0), type, 0, 1, body.length, 1, all]);
  return Buffer.concat([head, Buffer.alloc(paddingAt(head.length, 8)), body]);
}

/** A reply to the call of this number. */
export function busReply(serial: number, ...results: Arguments | []): Buffer {
  return message(2, [field(REPLY_SERIAL, 'u', serial)], results);
}

export function busError(serial: number): Buffer {
  return message(3, [field(REPLY_SERIAL, 'u', serial)], ['s', 'answers with an error']);
}

export function busSignal(sender: string, member: string, ...body: Arguments): Buffer {
  return message(4, [field(PATH, 'o', '/a'), field(INTERFACE, 's', sender), field(MEMBER, 's', member)], body);
}

/**
 * Start a bus that lets everybody in, and that a test controls from then on.
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
