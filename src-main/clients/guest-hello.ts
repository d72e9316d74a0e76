/** Return the frame with which a program names itself that comes by itself and takes no commands. @param name null: it has none. */
export function guestHello(name: string | null): string {
  const client = name === null ? {} : { client: { name, version: '1' } };
  return JSON.stringify({ type: 'hello', data: { protocol: 2, ...client, commands: [], settings: [] } });
}
