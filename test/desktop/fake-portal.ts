import type { BusCall, BusConnection, BusSignal } from '../../src-main/desktop/bus-connection.ts';
import type { DBusValue } from '../../src-main/desktop/dbus-wire.ts';

const PORTAL = '/org/freedesktop/portal/desktop';
const SHORTCUTS = 'org.freedesktop.portal.GlobalShortcuts';

export const FAKE_SESSION = `${PORTAL}/session/1_7/s`;

/** A desktop's portal for shortcuts, as a test wants it. */
export interface FakePortal {
  /** Whether there is one. Default true. */
  readonly isThere?: boolean;
  /** The shortcuts that it has kept from an earlier session: ids and keys. Default none. */
  readonly kept?: Readonly<Record<string, string>>;
  /** The user's answer: ids and keys; null: no. */
  readonly answer: Readonly<Record<string, string>> | null;
  /** Whether it tells the granted shortcuts only when it is asked (Plasma 5.27). Default false. */
  readonly isTerse?: boolean;
}

export interface FakeBus {
  readonly bus: BusConnection;
  readonly calls: readonly BusCall[];
  isClosed(): boolean;
  /** Send a signal of the portal's. */
  say(member: string, ...body: readonly DBusValue[]): void;
  /** Send any signal. */
  signal(signal: BusSignal): void;
}

const text = (value: string): DBusValue => ({ signature: 's', value });

/** Return shortcuts and their keys as a portal sends them. */
export function listOf(keys: Readonly<Record<string, string>>): DBusValue {
  return Object.entries(keys).map(([id, name]) => [id, [['trigger_description', text(name)]]]);
}

/** Connect to a bus with a portal. Like a real one, it responds before it answers a call. */
export function connectToFakePortal({ isThere = true, kept = {}, answer, isTerse = false }: FakePortal): FakeBus {
  const calls: BusCall[] = [];
  const listeners: ((signal: BusSignal) => void)[] = [];
  let isClosed = false;
  let close = () => {};
  let known = kept;
  const signal = (sent: BusSignal) => {
    for (const listener of [...listeners]) listener(sent);
  };
  const optionsOf = ({ body = [] }: BusCall) =>
    new Map(body.at(-1) as unknown as readonly [string, { value: string }][]);
  const respond = (call: BusCall, code: number, results: DBusValue) => {
    const path = `${PORTAL}/request/1_7/${optionsOf(call).get('handle_token')?.value}`;
    signal({ path, interface: 'org.freedesktop.portal.Request', member: 'Response', body: [code, results] });
    return [path];
  };
  const listed = (): DBusValue => [['shortcuts', { signature: 'a(sa{sv})', value: listOf(known) }]];
  const ended = new Promise<void>((resolve) => {
    close = () => {
      isClosed = true;
      resolve();
    };
  });
  return {
    calls,
    isClosed: () => isClosed,
    signal,
    say: (member, ...body) => signal({ path: PORTAL, interface: SHORTCUTS, member, body }),
    bus: {
      uniqueName: ':1.7',
      ended,
      close,
      onSignal: (listener) => void listeners.push(listener),
      async call(call) {
        calls.push(call);
        if (!isThere && call.service !== 'org.freedesktop.DBus') throw new Error('no such interface');
        if (call.member === 'CreateSession') return respond(call, 0, [['session_handle', text(FAKE_SESSION)]]);
        if (call.member === 'ListShortcuts') return respond(call, 0, listed());
        if (call.member !== 'BindShortcuts') return [];
        if (answer === null) return respond(call, 1, []);
        known = answer;
        return respond(call, 0, isTerse ? [] : listed());
      },
    },
  };
}
