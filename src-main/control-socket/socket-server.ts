import { once } from 'node:events';
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import {
  type ControlAnswer,
  type ControlRequest,
  type ControlStatus,
  type Refusal,
  readLine,
  writeLine,
} from './socket-contract.ts';
import { type ControlSocket, PATH_MAX_BYTES } from './socket-path.ts';
import { refusalLine } from './verbs.ts';

/** More programs than this have no use for one overlay. */
const MAX_CONNECTIONS = 64;

/** More than this are cut off without being told why. */
const REFUSED_MAX_CONNECTIONS = 64;

/** As much as a frame of any other client. */
const LINE_MAX_CHARACTERS = 256 * 1024;

/** A program that does not read its commands gets no more of them. */
const UNREAD_MAX_BYTES = 64 * 1024;

/** From the last word to a program that is not understood to its end. */
const DROP_MS = 1_000;

const FOLDER_MODE = 0o700;
const SOCKET_MODE = 0o600;

/** A program that is an assistant. */
export interface Visit {
  /** Take a frame of it. */
  say(frame: string): void;
  leave(): void;
}

export interface ControlSocketOptions {
  readonly socket: ControlSocket;
  /** The id of the user, whose folder it must be; null where the system has none. */
  readonly userId: number | null;
  readonly status: () => ControlStatus;
  /** Calls back when `status()` may have changed. @returns a function that ends that. */
  readonly onStatus: (listener: () => void) => () => void;
  readonly carryOut: (request: ControlRequest) => Promise<ControlAnswer>;
  /**
   * Let a program in as an assistant.
   * @param name as it says hello; null: it has not.
   * @param frames those that it has sent so far.
   * @param send returns whether a frame has left.
   * @returns null when there are too many.
   */
  readonly enter: (name: string | null, frames: readonly string[], send: (frame: string) => boolean) => Visit | null;
  /** Called when an answer has left. */
  readonly onAnswered: (request: ControlRequest) => void;
  readonly log: (message: string) => void;
}

/**
 * Open the socket on which programs of the same user ask and follow. The caller has the profile to itself, so that a socket
 * which is there has been left by a crash.
 * @returns a function that closes it.
 */
export function openControlSocket(options: ControlSocketOptions): () => void {
  const { socket, userId, log } = options;
  const server = createServer({ allowHalfOpen: true });
  const sockets = new Set<Socket>();
  server.maxConnections = MAX_CONNECTIONS + REFUSED_MAX_CONNECTIONS;
  const logProblem = (error: unknown) =>
    log(`no socket for programs: ${error instanceof Error ? error.message : error}`);
  server.on('error', logProblem);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    if (sockets.size > MAX_CONNECTIONS) refuse(socket);
    else void serve(socket, options);
  });
  try {
    prepare(socket, userId);
    server.listen(socket.path, () => {
      try {
        if (!socket.path.startsWith('\\\\')) chmodSync(socket.path, SOCKET_MODE);
      } catch (error) {
        // Others might use it.
        server.close();
        logProblem(error);
      }
    });
  } catch (error) {
    logProblem(error);
  }
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}

/** @throws when the folder is another user's, or can't be made, or the path is too long. */
function prepare({ path, folder }: ControlSocket, userId: number | null): void {
  if (Buffer.byteLength(path) > PATH_MAX_BYTES) throw new Error(`${path} is too long a path`);
  if (folder !== null) {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    const { uid, mode } = lstatSync(folder);
    // In a folder for everybody's temporary files, somebody else may have made it first.
    if (uid !== userId || (mode & 0o077) !== 0) throw new Error(`${folder} is not this user's alone`);
  }
  if (!path.startsWith('\\\\')) rmSync(path, { force: true });
}

function refuse(socket: Socket): void {
  socket.on('error', () => socket.destroy());
  socket.end(writeLine({ ok: false, code: 'full', message: refusalLine('full') }));
  drop(socket, new Promise((resolve) => socket.once('close', resolve)));
}

/** The roles of a connection; it may have several. */
interface Program {
  follower: { stop(): void } | null;
  visit: Visit | null;
  /** A hello before the first status. */
  hello: { readonly frame: string; readonly name: string | null } | null;
}

/** Never rejects. */
async function serve(socket: Socket, options: ControlSocketOptions): Promise<void> {
  const { status, onStatus, carryOut, onAnswered } = options;
  const program: Program = { follower: null, visit: null, hello: null };
  const leave = () => {
    program.visit?.leave();
    program.visit = null;
  };
  const closed = once(socket, 'close').then(leave, leave);
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  try {
    // One after the other, so that answers come in the order of the requests, and nobody is faster than we are.
    for await (const line of linesOf(socket)) {
      const problem = line.length > LINE_MAX_CHARACTERS ? 'too-long' : await take(line);
      if (problem !== null) {
        answer({ ok: false, code: problem, message: refusalLine(problem) });
        program.follower?.stop();
        program.follower = null;
        drop(socket, closed);
        break;
      }
      if (isBehind()) await Promise.race([once(socket, 'drain'), closed]);
    }
  } catch {
    // The connection broke.
  }
  leave();
  // A program that follows may have nothing more to ask, and goes on reading.
  if (program.follower === null) socket.end();
  await closed;
  program.follower?.stop();

  /** Whether it has to read first. A follower may leave a status unread, and still send. */
  function isBehind(): boolean {
    return program.follower === null ? socket.writableNeedDrain : socket.writableLength > UNREAD_MAX_BYTES;
  }

  /** @returns why the connection has to end; null: it goes on. */
  async function take(line: string): Promise<Refusal | null> {
    const read = readLine(line);
    switch (read.kind) {
      case 'not-json':
        return 'not-json';
      case 'unknown':
        answer({ ok: false, code: 'bad-request' });
        return null;
      case 'frame':
        return takeFrame(line, read.type, read.name);
      case 'request':
        await carry(read.request);
        return null;
    }
  }

  async function carry(request: ControlRequest): Promise<void> {
    if (request.verb === 'status') return answer({ ok: true, status: status() });
    if (request.verb === 'follow') {
      program.follower ??= follow(socket, status, onStatus);
      return;
    }
    answer(await carryOut(request), () => onAnswered(request));
  }

  function takeFrame(frame: string, type: string, name: string | null): Refusal | null {
    const { visit, hello } = program;
    if (visit !== null) visit.say(frame);
    else if (type === 'hello') program.hello = { frame, name };
    else if (type === 'status') {
      program.visit = options.enter(hello?.name ?? null, hello === null ? [frame] : [hello.frame, frame], send);
      return program.visit === null ? 'too-many' : null;
    }
    return null;
  }

  function send(frame: string): boolean {
    if (!socket.writable || socket.writableLength > UNREAD_MAX_BYTES) return false;
    socket.write(`${frame}\n`);
    return true;
  }

  function answer(message: ControlAnswer, onLeft: () => void = () => {}): void {
    if (socket.writable) socket.write(writeLine(message), onLeft);
    else onLeft();
  }
}

/** Discard a program's further input, so that it can read the refusal, and cut it off soon after. */
function drop(socket: Socket, closed: Promise<unknown>): void {
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), DROP_MS);
  void closed.then(() => clearTimeout(timer));
}

/** Read the lines of a program, the last one with or without its end. One that is too long is cut, and is the last. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const data of socket.iterator({ destroyOnReturn: false })) {
    const lines = `${rest}${data}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
    if (rest.length > LINE_MAX_CHARACTERS) break;
  }
  if (rest.trim() !== '') yield rest;
}

/** Write each status that differs from the one before. A reader that is slow gets the newest. */
function follow(
  socket: Socket,
  status: ControlSocketOptions['status'],
  onStatus: ControlSocketOptions['onStatus'],
): { stop(): void } {
  let told = '';
  const tell = () => {
    if (socket.writableNeedDrain) return;
    const line = writeLine({ ok: true, status: status() });
    if (line === told) return;
    told = line;
    socket.write(line);
  };
  socket.on('drain', tell);
  const stop = onStatus(tell);
  tell();
  return { stop };
}
