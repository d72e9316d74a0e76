import { describe, expect, it, test } from 'vitest';
import { busSocket, nameHasOwner } from '../../src-main/desktop/session-bus.ts';
import { listenLocally } from './local-server.ts';

describe('the address of the session bus', () => {
  test.each([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/b%20us,guid=0123' }, '/run/b us'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:guid=01,abstract=/tmp/dbus-x' }, '\0/tmp/dbus-x'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h,port=1;unix:path=/second' }, '/second'],
    [{ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/run/user/5' }, '/run/user/5/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=h,port=1', XDG_RUNTIME_DIR: '/run/user/5' }, null],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/%zz' }, null],
    [{}, null],
  ])('%j is %j', (env, path) => {
    expect(busSocket(env)).toBe(path);
  });
});

describe.skipIf(process.platform === 'win32')('a bus', () => {
  const ask = (path: string) => nameHasOwner(path, 0, 'org.kde.StatusNotifierWatcher');

  it('that is not there does not say', async () => {
    expect(await ask('/nowhere/bus')).toBeNull();
  });

  it('that refuses us does not say', async () => {
    expect(await ask(await listenLocally((socket) => socket.write('REJECTED EXTERNAL\r\n')))).toBeNull();
  });

  it('that hangs up does not say', async () => {
    expect(await ask(await listenLocally((socket) => socket.end('OK 0123\r\n')))).toBeNull();
  });

  it('that answers with an error does not say', async () => {
    const error = Buffer.alloc(16);
    error.write('l');
    error.writeUInt8(3, 1);
    const path = await listenLocally((socket) => {
      socket.once('data', () => {
        socket.write('OK 0123\r\n');
        socket.once('data', () => socket.write(error));
      });
    });
    expect(await ask(path)).toBeNull();
  });

  it('is understood when its answer comes byte by byte', async () => {
    const answer = (body: Buffer) => {
      const head = Buffer.alloc(16);
      head.write('l');
      head.writeUInt8(2, 1);
      head.writeUInt32LE(body.length, 4);
      return Buffer.concat([head, body]);
    };
    const bytes = Buffer.concat([
      Buffer.from('OK 0123\r\n'),
      answer(Buffer.from('\x04\0\0\0:1.7\0')),
      answer(Buffer.from([1, 0, 0, 0])),
    ]);
    const path = await listenLocally((socket) => {
      socket.setNoDelay(true);
      const next = (at: number) => {
        if (at < bytes.length) socket.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
      };
      socket.once('data', () => next(0));
    });
    expect(await ask(path)).toBe(true);
  });
});
