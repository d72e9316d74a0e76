import { createConnection, type Socket } from 'node:net';
import { type ControlAnswer, type ControlRequest, type Refusal, readAnswer, writeLine } from './socket-contract.ts';

/** An overlay that is there answers at once. */
const ANSWER_LIMIT_MS = 2_000;

/** How a question has ended: with the answer; nobody was there; or the program there did not answer. */
export type Asked =
  | { readonly kind: 'answered'; readonly answer: ControlAnswer }
  | { readonly kind: 'absent' | 'silent' };

/** Ask the overlay once. Never rejects. */
export function askOverlay(path: string, request: ControlRequest): Promise<Asked> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    let received = '';
    let isOpen = false;
    socket.setEncoding('utf8');
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy());
    socket.on('connect', () => {
      isOpen = true;
      socket.write(writeLine(request));
    });
    socket.on('data', (data) => {
      received += String(data);
      const [line, ...others] = received.split('\n');
      if (line === undefined || others.length === 0) return;
      const answer = readAnswer(line);
      if (answer !== null) resolve({ kind: 'answered', answer });
      socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ kind: isOpen ? 'silent' : 'absent' }));
  });
}

/**
 * Follow the overlay until it ends.
 * @returns whether it was there. Rejects only with an error of `onAnswer`.
 */
export function followOverlay(path: string, onAnswer: (answer: ControlAnswer) => void): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    let rest = '';
    let isOpen = false;
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      isOpen = true;
      socket.write(writeLine({ verb: 'follow' }));
    });
    socket.on('data', (data) => {
      const lines = `${rest}${data}`.split('\n');
      rest = lines.pop() ?? '';
      try {
        for (const line of lines) {
          const answer = readAnswer(line);
          if (answer !== null) onAnswer(answer);
        }
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(isOpen));
  });
}

/** How a visit has ended: all was said; nobody was there; the overlay has ended before; or it refused. */
export type Visited =
  | { readonly kind: 'done' | 'absent' | 'cut' }
  | { readonly kind: 'refused'; readonly code: Refusal };

/**
 * Be an assistant of the overlay while there are frames.
 * @returns how it has ended. Rejects only if the frames do.
 */
export async function visitOverlay(path: string, frames: AsyncIterable<string>): Promise<Visited> {
  const socket = createConnection(path);
  let refused: Visited | null = null;
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (data) => {
    const lines = `${rest}${data}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const answer = readAnswer(line);
      if (answer?.ok === false) refused ??= { kind: 'refused', code: answer.code };
    }
  });
  const closed = new Promise<null>((resolve) => socket.once('close', () => resolve(null)));
  if ((await Promise.race([next(socket, 'connect'), closed])) === null) return { kind: 'absent' };

  const remaining = frames[Symbol.asyncIterator]();
  for (;;) {
    // The next piece may be long in coming, and the overlay may end meanwhile.
    const frame = await Promise.race([remaining.next(), closed]);
    if (frame === null) return refused ?? { kind: 'cut' };
    if (frame.done === true) break;
    if (!socket.write(`${frame.value}\n`)) await Promise.race([next(socket, 'drain'), closed]);
  }
  socket.end();
  await closed;
  return refused ?? { kind: 'done' };
}

/** Unlike `once` of Node, it never rejects. */
function next(socket: Socket, event: 'connect' | 'drain'): Promise<true> {
  return new Promise((resolve) => socket.once(event, () => resolve(true)));
}
