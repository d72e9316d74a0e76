import { type ClientRequest, get } from 'node:http';
import type { Denial } from '../../../src-shared/overlay-state.ts';

/** What became of one request. */
export type PollAnswer =
  /** The body of a 200 answer. */
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'failed' }
  /** A safe connection was not made; there is no sense in asking again soon. */
  | { readonly kind: 'denied'; readonly denial: Denial };

/**
 * Asks a port of the client's machine once for the client's status.
 * @param onDone called at most once and never before `poll` has returned.
 * @returns what aborts the request; `onDone` is not called afterwards.
 */
export type Poll = (port: number, onDone: (answer: PollAnswer) => void) => () => void;

export const STATUS_PATH = '/api/status';
const BODY_MAX_BYTES = 256 * 1024;
const FAILED: PollAnswer = { kind: 'failed' };

/** The real transport. It follows no redirect, reads at most 256 KiB and keeps no connection open. It sets no deadline: the caller aborts. */
export const poll: Poll = (port, onDone) =>
  readAnswer(get({ host: '127.0.0.1', port, path: STATUS_PATH, agent: false }), onDone);

/**
 * Reads the answer to a request for the status.
 * @param denialOf what a status code other than 200 means, where it means that we are denied.
 * @returns what aborts the request; `onDone` is not called afterwards.
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
