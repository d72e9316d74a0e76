import { describe, expect, it, test } from 'vitest';
import { busSocket, nameHasOwner } from '../../src-main/desktop/session-bus.ts';
import { busError, busReply, listenAsBus } from './fake-bus.ts';
import { listenLocally } from './local-server.ts';

/** The number of the first call, with which everybody greets the bus. */
const HELLO = 1;

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
  const ask = (path: string) => nameHasOwner(path, 'org.kde.StatusNotifierWatcher');

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
    const path = await listenAsBus((serial, socket) => {
      socket.write(serial === HELLO ? busReply(serial, 's', ':1.7') : busError(serial));
    });
    expect(await ask(path)).toBeNull();
  });

  it.each([true, false])('says %s', async (hasOwner) => {
    const path = await listenAsBus((serial, socket) => {
      socket.write(serial === HELLO ? busReply(serial, 's', ':1.7') : busReply(serial, 'b', hasOwner));
    });
    expect(await ask(path)).toBe(hasOwner);
  });
});
