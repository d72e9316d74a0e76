import { createConnection } from 'node:net';

/** A local server that stays silent this long is as good as absent. */
const SILENCE_LIMIT_MS = 2_000;

/** A connection to a server on a Unix socket, read message by message. */
export interface LocalSocket {
  send(data: Uint8Array): void;
  /**
   * Read the next message; call again only when it has arrived.
   * @param lengthOf its length in bytes, computed from the bytes received so far; null while those are too few.
   * @throws when the connection ends first, or `lengthOf` throws.
   */
  next(lengthOf: (received: Buffer) => number | null): Promise<Buffer>;
  /** Close the connection if the server sends nothing for so long. */
  limitSilence(ms: number): void;
  close(): void;
}

/** @param path of the socket; one that begins with `\0` is in Linux's abstract namespace. */
export function connectLocally(path: string): LocalSocket {
  const socket = createConnection(path);
  let received = Buffer.alloc(0);
  let failure: Error | null = null;
  let read = () => {};
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    read();
  });
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => {
    failure ??= new Error(`the connection to ${path} ended`);
    read();
  });
  return {
    send: (data) => void socket.write(data),
    next: (lengthOf) =>
      new Promise((resolve, reject) => {
        read = () => {
          try {
            const length = lengthOf(received);
            if (length !== null && received.length >= length) {
              read = () => {};
              resolve(received.subarray(0, length));
              received = received.subarray(length);
            } else if (failure !== null) reject(failure);
          } catch (error) {
            read = () => {};
            reject(error);
          }
        };
        read();
      }),
    limitSilence: (ms) => void socket.setTimeout(ms, () => socket.destroy()),
    close: () => void socket.destroy(),
  };
}

/**
 * Hold a conversation with a local server, then end it.
 * @returns null when the server is not there, hangs up, sends nonsense (reading beyond a message's end throws), or falls
 *   silent.
 */
export async function converse<Answer>(
  path: string,
  talk: (socket: LocalSocket) => Promise<Answer>,
): Promise<Answer | null> {
  const socket = connectLocally(path);
  socket.limitSilence(SILENCE_LIMIT_MS);
  try {
    return await talk(socket);
  } catch {
    return null;
  } finally {
    socket.close();
  }
}
