import * as v from 'valibot';
import { BUS, type BusCall, type BusConnection, connectToBus, greetBus } from './bus-connection.ts';
import { converse } from './local-socket.ts';

/** A variant. */
const Flag = v.object({ value: v.boolean() });

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

/** Connect to the session bus. @throws when there is none, or it refuses. */
export async function connectToSessionBus(env: Readonly<Record<string, string | undefined>>): Promise<BusConnection> {
  const socket = busSocket(env);
  if (socket === null) throw new Error('the environment names no session bus');
  return connectToBus(socket);
}

/**
 * Ask the bus whether a name has an owner.
 * @param socket the result of `busSocket`.
 * @returns null when the bus does not say.
 */
export function nameHasOwner(socket: string, name: string): Promise<boolean | null> {
  return converse(socket, async (connected) => {
    const { call } = await greetBus(connected);
    const [hasOwner] = await call({ ...BUS, member: 'NameHasOwner', signature: 's', body: [name] });
    return hasOwner === true;
  });
}

/**
 * Ask a service for one of its properties that is true or false.
 * @param socket the result of `busSocket`. @param of the service and its object, which has the interface of that name.
 * @returns null when it does not say.
 */
export function flagOf(
  socket: string,
  of: Pick<BusCall, 'service' | 'path'>,
  property: string,
): Promise<boolean | null> {
  return converse(socket, async (connected) => {
    const { call } = await greetBus(connected);
    const get = { interface: 'org.freedesktop.DBus.Properties', member: 'Get', signature: 'ss' } as const;
    const [answer] = await call({ ...of, ...get, body: [of.service, property] });
    return v.parse(Flag, answer).value;
  });
}
