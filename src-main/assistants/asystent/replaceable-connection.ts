import { type Connection, type ConnectionOptions, createConnection } from './connection.ts';

/** Where a connection leads, and how, and as whom we come. */
export type Route = Pick<ConnectionOptions, 'wsPorts' | 'httpPorts' | 'openSocket' | 'poll' | 'overlay'>;

/** A connection whose route can change while it runs. */
export interface ReplaceableConnection extends Omit<Connection, 'drop'> {
  /** Begins again by another route; before `start()` it only takes the route. */
  replace(route: Route): void;
}

/** @param options as for `createConnection`, which may be handed in for tests. */
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
    replace(route) {
      // Not closed in due form: the old socket would still be there when the new one opens.
      connection.drop();
      // A dropped connection says nothing any more, and what it reached may not be what the next one reaches.
      if (isStarted) options.onEvent({ kind: 'socket-dropped' });
      connection = create({ ...options, ...route });
      if (isStarted) connection.start();
    },
  };
}
