import { isDeepStrictEqual } from 'node:util';
import { type Connection, type ConnectionOptions, createConnection } from './connection.ts';

/** The ports of a connection, in the order in which they are tried. */
export type Ports = Pick<ConnectionOptions, 'wsPorts' | 'httpPorts'>;

/** A connection whose ports can change while it runs. */
export interface ReplaceableConnection extends Omit<Connection, 'drop'> {
  /** Begins again with other ports; the same ports change nothing. */
  setPorts(ports: Ports): void;
}

/** @param options as for `createConnection`, which may be handed in for tests. */
export function createReplaceableConnection(
  options: ConnectionOptions,
  create: (options: ConnectionOptions) => Connection = createConnection,
): ReplaceableConnection {
  let ports: Ports = { wsPorts: options.wsPorts, httpPorts: options.httpPorts };
  let connection = create(options);
  return {
    start: () => connection.start(),
    send: (command) => connection.send(command),
    reconnectNow: () => connection.reconnectNow(),
    stop: () => connection.stop(),
    setPorts(next) {
      const { wsPorts, httpPorts } = next;
      if (isDeepStrictEqual({ wsPorts, httpPorts }, ports)) return;
      ports = { wsPorts, httpPorts };
      // Not closed in due form: the old socket would still be there when the new one opens.
      connection.drop();
      // A dropped connection says nothing any more, and what it reached may not be what the next one reaches.
      options.onEvent({ kind: 'socket-dropped' });
      connection = create({ ...options, ...ports });
      connection.start();
    },
  };
}
