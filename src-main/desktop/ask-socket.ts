import { createConnection } from 'node:net';

/** A local server that has not answered after this long is as good as absent. */
const ANSWER_TIMEOUT_MS = 2_000;

/**
 * Holds a conversation with a server on a Unix socket, and ends it.
 *
 * @param path of the socket; one that begins with `\0` is in Linux's abstract namespace.
 * @param first what is sent at once.
 * @param onData called with everything received so far, each time there is more. It may send something, and ends the
 *   conversation by returning what is not undefined.
 * @returns null when the server is not there, says goodbye, talks nonsense or falls silent for too long.
 */
export function askSocket<Answer>(
  path: string,
  first: Uint8Array,
  onData: (received: Buffer, send: (data: Uint8Array) => void) => Answer | undefined,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    let received = Buffer.alloc(0);
    const end = (answer: Answer | null) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      try {
        const answer = onData(received, (reply) => socket.write(reply));
        if (answer !== undefined) end(answer);
      } catch {
        // A message that is not what its length says: reading beyond its end throws.
        end(null);
      }
    });
    socket.write(first);
  });
}
