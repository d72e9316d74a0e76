import * as v from 'valibot';
import { BUS, type BusCall, type BusConnection } from './bus-connection.ts';
import type { DBusValue } from './dbus-wire.ts';

/**
 * A session with the portal for global shortcuts, which hands them to programs in a Wayland session.
 * https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html
 */

const PORTAL = { service: 'org.freedesktop.portal.Desktop', path: '/org/freedesktop/portal/desktop' } as const;
const SHORTCUTS = 'org.freedesktop.portal.GlobalShortcuts';

/** The type of a list of shortcuts. */
const LIST = 'a(sa{sv})';

/** The code of a response: the user has agreed, or nobody was asked. */
const GRANTED = 0;

/** A shortcut that the desktop is asked for. */
export interface WantedShortcut {
  readonly id: string;
  /** Its effect, in the user's language. */
  readonly description: string;
  /** In the notation of the portals; null: the desktop chooses. */
  readonly trigger: string | null;
}

/** The desktop's name for the keys of each shortcut that it knows; empty if the shortcut has no keys. */
export type GrantedKeys = ReadonlyMap<string, string>;

export interface PortalListener {
  onPress(id: string): void;
  /** The desktop has changed the keys of shortcuts. */
  onKeys(keys: GrantedKeys): void;
  /** The session has ended, and with it the shortcuts. */
  onEnd(): void;
}

/** A dictionary with text as its keys. */
const Dictionary = v.pipe(
  v.array(v.tuple([v.string(), v.object({ value: v.custom<DBusValue>(() => true) })])),
  v.transform((pairs): ReadonlyMap<string, DBusValue> => new Map(pairs.map(([key, { value }]) => [key, value]))),
);
const Granted = v.pipe(
  v.array(v.tuple([v.string(), Dictionary])),
  v.transform(
    (all): GrantedKeys => new Map(all.map(([id, about]) => [id, String(about.get('trigger_description') ?? '')])),
  ),
);
const Response = v.tuple([v.number(), Dictionary]);
const Handle = v.tupleWithRest([v.string()], v.unknown());
const Press = v.tupleWithRest([v.string(), v.string()], v.unknown());
const Changed = v.tuple([v.string(), Granted]);

/** Return whether the desktop has a portal for global shortcuts. The first question starts the portal. */
export async function hasShortcutsPortal(bus: BusConnection): Promise<boolean> {
  const properties = { ...PORTAL, interface: 'org.freedesktop.DBus.Properties', starts: true } as const;
  const version = { ...properties, member: 'Get', signature: 'ss', body: [SHORTCUTS, 'version'] };
  return bus.call(version).then(
    () => true,
    () => false,
  );
}

/**
 * Ask the desktop for shortcuts; it may ask the user. They last until the connection ends: a session takes shortcuts once.
 * @param token names the session, always the same for the same overlay: Plasma remembers the user's choice by it.
 * @returns null if they were refused.
 * @throws when the portal fails, or the connection ends.
 */
export async function bindShortcuts(
  bus: BusConnection,
  token: string,
  wanted: readonly WantedShortcut[],
  listener: PortalListener,
): Promise<GrantedKeys | null> {
  const request = createRequests(bus);
  const shortcuts = wanted.map(({ id, description, trigger }): DBusValue => {
    const preferred: readonly DBusValue[] = trigger === null ? [] : [['preferred_trigger', text(trigger)]];
    return [id, [['description', text(description)], ...preferred]];
  });
  const created = await request(
    'CreateSession',
    'a{sv}',
    [],
    [
      ['session_handle_token', text(token)],
      // Plasma 5.27 knows only those that come with the session.
      ['shortcuts', { signature: LIST, value: shortcuts }],
    ],
  );
  if (created === null) return null;
  const session = String(created.get('session_handle') ?? '');

  bus.onSignal(({ path, interface: sender, member, body }) => {
    if (member === 'Closed' && path === session) listener.onEnd();
    if (member === 'NameOwnerChanged' && body[0] === PORTAL.service) listener.onEnd();
    if (sender !== SHORTCUTS) return;
    const press = v.safeParse(Press, body);
    if (member === 'Activated' && press.success && press.output[0] === session) listener.onPress(press.output[1]);
    const changed = v.safeParse(Changed, body);
    if (member === 'ShortcutsChanged' && changed.success && changed.output[0] === session) {
      listener.onKeys(changed.output[1]);
    }
  });
  void bus.ended.then(listener.onEnd);
  const choose = (rule: string) =>
    bus.call({ ...BUS, member: 'AddMatch', signature: 's', body: [`type='signal',${rule}`] });
  // The portal of Debian 12 sends a press to everybody.
  await choose(`sender='${PORTAL.service}',interface='${SHORTCUTS}'`);
  await choose(`sender='${PORTAL.service}',path='${session}'`);
  // A portal that crashes forgets the session.
  await choose(`sender='${BUS.service}',member='NameOwnerChanged',arg0='${PORTAL.service}'`);

  // BindShortcuts asks the user, or opens the desktop's settings.
  const list = async () => {
    const listed = await request('ListShortcuts', 'oa{sv}', [session], []);
    return listed === null ? null : v.parse(Granted, listed.get('shortcuts') ?? []);
  };
  const kept = await list();
  if (wanted.every(({ id }) => kept?.has(id))) return kept;

  const bound = await request('BindShortcuts', `o${LIST}sa{sv}`, [session, shortcuts, ''], []);
  if (bound === null) return null;
  return bound.has('shortcuts') ? v.parse(Granted, bound.get('shortcuts')) : list();
}

/**
 * Return a function that calls a method of the portal and waits for its response, a signal of an object made for the call.
 * @returns the results in the response; null if it is a refusal.
 */
function createRequests(bus: BusConnection) {
  const waiting = new Map<string, (response: ReadonlyMap<string, DBusValue> | null) => void>();
  let count = 0;
  bus.onSignal(({ path, member, body }) => {
    const resolve = member === 'Response' ? waiting.get(path) : undefined;
    const response = v.safeParse(Response, body);
    waiting.delete(path);
    resolve?.(response.success && response.output[0] === GRANTED ? response.output[1] : null);
  });

  return async (
    member: string,
    signature: string,
    body: readonly DBusValue[],
    options: readonly DBusValue[],
  ): Promise<ReadonlyMap<string, DBusValue> | null> => {
    count += 1;
    const token = `request${count}`;
    // The response may come before the answer to the call, which would name the object.
    const sender = bus.uniqueName.slice(1).replaceAll('.', '_');
    const handle = `${PORTAL.path}/request/${sender}/${token}`;
    const response = new Promise<ReadonlyMap<string, DBusValue> | null>((resolve, reject) => {
      waiting.set(handle, resolve);
      void bus.ended.then(() => reject(new Error('the connection to the bus ended')));
    });
    const call: BusCall = {
      ...PORTAL,
      interface: SHORTCUTS,
      member,
      signature,
      body: [...body, [['handle_token', text(token)], ...options]],
    };
    const [answered] = await Promise.all([bus.call(call).then((results) => v.parse(Handle, results)[0]), response]);
    if (answered !== handle) throw new Error(`the portal responds as ${answered}`);
    return response;
  };
}

function text(value: string): DBusValue {
  return { signature: 's', value };
}
