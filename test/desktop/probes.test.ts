import { describe, expect, it } from 'vitest';
import { hasTray } from '../../src-main/desktop/probes.ts';
import { type Arguments, busError, busReply, listenAsBus } from './fake-bus.ts';

/** The numbers of the calls on a connection: greeting the bus, and the question. */
const [HELLO, QUESTION] = [1, 2];

describe.skipIf(process.platform === 'win32')('a desktop whose service for icons', () => {
  it.each<[string, boolean, Arguments | null, boolean]>([
    ['has something that draws them, has a tray', true, ['v', { signature: 'b', value: true }], true],
    ['has nothing that draws them, has none', true, ['v', { signature: 'b', value: false }], false],
    ['does not say whether something draws them, has one', true, null, true],
    ['does not run, has none', false, null, false],
  ])('%s', async (_, runs, host, expected) => {
    let questions = 0;
    const path = await listenAsBus((serial, socket) => {
      if (serial === HELLO) socket.write(busReply(serial, 's', ':1.7'));
      if (serial !== QUESTION) return;
      questions += 1;
      const answer = questions === 1 ? busReply(serial, 'b', runs) : null;
      socket.write(answer ?? (host === null ? busError(serial) : busReply(serial, ...host)));
    });
    expect(await hasTray({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}`, DISPLAY: ':65000' })).toBe(expected);
  });
});
