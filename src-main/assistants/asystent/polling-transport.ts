import { type ClientRequest, get } from 'node:http';
import type { Denial } from '../../../src-shared/overlay-state.ts';

/** The result of one request. */
export type PollAnswer =
  /** The body of a 200 answer. */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'failed' }
  /** The connection was not secure, or the key was refused. Asking again soon would not help. */
  | { readonly kind: 'denied'; readonly denial: Denial };

/**
 * Request the client's status from a port, once.
 * @param onDone called at most once, and never before `poll` has returned.
 * @returns a function that aborts the request; `onDone` is not called afterwards.
 */
export type Poll = (port: number, onDone: (answer: PollAnswer) => void) => () => void;

export const STATUS_PATH = '/api/status';
const BODY_MAX_BYTES = 256 * 1024;
const FAILED: PollAnswer = { kind: 'failed' };

/** Poll this computer. Follows no redirect, reads at most 256 KiB, keeps no connection open and sets no deadline. */
export const poll: Poll = (port, onDone) =>
  readAnswer(get({ host: '127.0.0.1', port, path: STATUS_PATH, agent: false }), onDone);

/**
 * Read the answer to a request for the status.
 * @param denialOf maps a status code other than 200 to a denial, or to undefined for any other failure.
 * @returns a function that aborts the request; `onDone` is not called afterwards.
 */
export function readAnswer(
  request: ClientRequest,
  onDone: (answer: PollAnswer) => void,
  denialOf: (statusCode: number | undefined) => Denial | undefined = () => undefined,
): () => void {
  let done = false;
  const finish = (answer: PollAnswer) => {
    if (done) return;
    done = true;
    request.destroy();
    onDone(answer);
  };

  request.on('response', (response) => {
    if (response.statusCode !== 200) {
      const denial = denialOf(response.statusCode);
      finish(denial === undefined ? FAILED : { kind: 'denied', denial });
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_MAX_BYTES) finish(FAILED);
      else chunks.push(chunk);
    });
    response.on('end', () => finish({ kind: 'body', body: Buffer.concat(chunks).toString('utf8') }));
    response.on('error', () => finish(FAILED));
  });
  request.on('error', () => finish(FAILED));

  return () => {
    done = true;
    request.destroy();
  };
}
