import { type Connection, type ConnectionOptions, createConnection } from './connection.ts';

/** Where to reach the client, over which transports, and the identity to show it. */
export type Endpoint = Pick<ConnectionOptions, 'wsPorts' | 'httpPorts' | 'openSocket' | 'poll' | 'overlay'>;

/** A connection whose endpoint can change while it runs. */
export interface ReplaceableConnection extends Omit<Connection, 'drop'> {
  /** Connect to another endpoint. Before `start()`, only remember it. */
  replace(endpoint: Endpoint): void;
}

/** @param create makes the connection to each endpoint; tests pass their own. */
export function createReplaceableConnection(
  options: ConnectionOptions,
  create: (options: ConnectionOptions) => Connection = createConnection,
): ReplaceableConnection {
  let connection = create(options);
  let isStarted = false;
  return {
    start() {
      isStarted = true;
      connection.start();
    },
    send: (request) => connection.send(request),
    reconnectNow: () => connection.reconnectNow(),
    stop() {
      isStarted = false;
      connection.stop();
    },
    replace(endpoint) {
      // A closing handshake would leave the old socket open beside the new one.
      connection.drop();
      // A dropped connection emits nothing more, and the next one may reach another client.
      if (isStarted) options.onEvent({ kind: 'socket-dropped' });
      connection = create({ ...options, ...endpoint });
      if (isStarted) connection.start();
    },
  };
}
