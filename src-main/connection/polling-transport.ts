import { get } from 'node:http';

/**
 * Asks a port of 127.0.0.1 once for the client's status.
 * @param onDone called at most once and never before `poll` has returned: the body of a 200 answer, null for anything else.
 * @returns what aborts the request; `onDone` is not called afterwards.
 */
export type Poll = (port: number, onDone: (body: string | null) => void) => () => void;

const BODY_MAX_BYTES = 256 * 1024;

/** The real transport. It follows no redirect, reads at most 256 KiB and keeps no connection open. It sets no deadline: the caller aborts. */
export const poll: Poll = (port, onDone) => {
  let done = false;
  const finish = (body: string | null) => {
    if (done) return;
    done = true;
    request.destroy();
    onDone(body);
  };

  const request = get({ host: '127.0.0.1', port, path: '/api/status', agent: false }, (response) => {
    if (response.statusCode !== 200) {
      finish(null);
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_MAX_BYTES) finish(null);
      else chunks.push(chunk);
    });
    response.on('end', () => finish(Buffer.concat(chunks).toString('utf8')));
    response.on('error', () => finish(null));
  });
  request.on('error', () => finish(null));

  return () => {
    done = true;
    request.destroy();
  };
};
