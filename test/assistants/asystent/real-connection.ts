import { onTestFinished } from 'vitest';
import { type ConnectionOptions, createConnection } from '../../../src-main/assistants/asystent/connection.ts';
import { poll } from '../../../src-main/assistants/asystent/polling-transport.ts';
import { openSocket } from '../../../src-main/assistants/asystent/socket-transport.ts';
import { systemClock } from '../../../src-main/runtime/clock.ts';
import { OVERLAY } from './fake-client.ts';

/** A connection with real transports on the real clock, which ends with the test. */
export function startRealConnection(options: Pick<ConnectionOptions, 'wsPorts' | 'httpPorts' | 'onEvent'>) {
  const connection = createConnection({
    overlay: OVERLAY,
    clock: systemClock,
    random: Math.random,
    openSocket,
    poll,
    ...options,
  });
  onTestFinished(connection.stop);
  connection.start();
  return connection;
}
