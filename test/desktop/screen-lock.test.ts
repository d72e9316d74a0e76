import { describe, expect, it } from 'vitest';
import type { BusCall, BusConnection, BusSignal } from '../../src-main/desktop/bus-connection.ts';
import { followLock } from '../../src-main/desktop/screen-lock.ts';

const GNOME = 'org.gnome.ScreenSaver';
const XFCE = 'org.xfce.ScreenSaver';

/** Follow a bus. @param active the services that say they are active when they are asked; the others are not there. */
async function follow(active: readonly string[] = []) {
  const calls: BusCall[] = [];
  let hear: (signal: BusSignal) => void = () => {};
  const bus: BusConnection = {
    uniqueName: ':1.7',
    ended: new Promise(() => {}),
    close() {},
    async call(call) {
      calls.push(call);
      if (call.member !== 'GetActive') return [];
      if (active.includes(call.service)) return [true];
      throw new Error('the service answers with an error');
    },
    onSignal(listener) {
      hear = listener;
    },
  };
  const said: boolean[] = [];
  const follower = followLock((locked) => said.push(locked));
  await follower.begin(bus);
  return {
    calls,
    said,
    follower,
    changes: (service: string, isActive: boolean) =>
      hear({ path: '/', interface: service, member: 'ActiveChanged', body: [isActive] }),
    changesHands: (service: string, newOwner: string) =>
      hear({
        path: '/',
        interface: 'org.freedesktop.DBus',
        member: 'NameOwnerChanged',
        body: [service, ':1.7', newOwner],
      }),
  };
}

it('asks the bus for what each service itself says, and for its end', async () => {
  const { calls } = await follow();
  expect(calls.flatMap(({ body = [] }) => body).filter((argument) => String(argument).includes(XFCE))).toEqual([
    `type='signal',sender='${XFCE}',interface='${XFCE}',member='ActiveChanged'`,
    `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${XFCE}'`,
  ]);
});

describe('the screen is locked', () => {
  it('from one signal to the next', async () => {
    const { said, changes } = await follow();
    expect(said).toEqual([]);
    changes(GNOME, true);
    changes(GNOME, false);
    expect(said).toEqual([true, false]);
  });

  it('from the beginning, if a service says so', async () => {
    const { said, changes } = await follow([XFCE]);
    expect(said).toEqual([true]);
    changes(XFCE, false);
    expect(said).toEqual([true, false]);
  });

  it('as long as one of two services says so', async () => {
    const { said, changes } = await follow();
    changes(GNOME, true);
    changes(XFCE, true);
    changes(GNOME, false);
    expect(said.at(-1)).toBe(true);
    changes(XFCE, false);
    expect(said.at(-1)).toBe(false);
  });
});

describe('the screen is not locked [REL-UNSEEN-IN-DOUBT]', () => {
  it.each(['', ':1.9'])('when the service leaves the bus, or another one takes its place: %j', async (newOwner) => {
    const { said, changes, changesHands } = await follow();
    changes(GNOME, true);
    changesHands(XFCE, '');
    expect(said.at(-1)).toBe(true);
    changesHands(GNOME, newOwner);
    expect(said.at(-1)).toBe(false);
  });

  it('when the connection ends', async () => {
    const { said, follower } = await follow([GNOME]);
    follower.end();
    expect(said).toEqual([true, false]);
  });

  it('when a stranger says so', async () => {
    const { said, changes } = await follow();
    changes('org.example.ScreenSaver', true);
    changes('toString', true);
    expect(said).toEqual([]);
  });
});
