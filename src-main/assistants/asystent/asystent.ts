import type { Assistant, AssistantEvent } from '../assistant.ts';
import { type ConnectionEvent, type ConnectionOptions, createConnection } from './connection.ts';
import { NO_MEMORY } from './memory.ts';
import { translate } from './translate.ts';

export interface AsystentOptions extends Omit<ConnectionOptions, 'onEvent'> {
  readonly onEvent: (event: AssistantEvent) => void;
}

/** Where to reach the client, over which transports, and the identity to show it. */
export type Endpoint = Pick<AsystentOptions, 'wsPorts' | 'httpPorts' | 'openSocket' | 'poll' | 'overlay'>;

/** The Asystent client as an assistant; its endpoint can change while it runs. */
export interface Asystent extends Assistant {
  /** Connect to another endpoint. Before `start()`, only remember it. */
  replace(endpoint: Endpoint): void;
}

/** @throws RangeError when a list of ports holds port 8001. */
export function createAsystent({ onEvent, ...options }: AsystentOptions): Asystent {
  let memory = NO_MEMORY;
  let connection = createConnection({ ...options, onEvent: take });
  let isStarted = false;

  function take(event: ConnectionEvent): void {
    const translated = translate(memory, event, options.clock.nowMs());
    memory = translated.memory;
    for (const each of translated.events) onEvent(each);
  }

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
      if (isStarted) take({ kind: 'socket-dropped' });
      connection = createConnection({ ...options, ...endpoint, onEvent: take });
      if (isStarted) connection.start();
    },
  };
}
