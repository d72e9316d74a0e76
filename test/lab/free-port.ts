import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that systems don't give to outgoing connections by themselves (Linux begins at 32768, the others at 49152): a
 * port from there could be somebody's by the time it is listened on, or listened on again.
 */
const FIRST_PORT = 20_000;
const END_PORT = 32_000;

const ATTEMPTS = 50;

/** Whether nothing listens on `port` of the loopback interface. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * A port of the loopback interface that is free now.
 *
 * @param preferred is taken when it is free.
 */
export async function freePort(preferred: number | null = null): Promise<number> {
  if (preferred !== null && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(FIRST_PORT, END_PORT);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port on 127.0.0.1');
}
