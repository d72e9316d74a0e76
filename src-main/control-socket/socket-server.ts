import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import {
  type ControlAnswer,
  type ControlRequest,
  type ControlStatus,
  readRequest,
  writeLine,
} from './socket-contract.ts';
import type { ControlSocket } from './socket-path.ts';

/** More programs than this have no use for one overlay. */
const MAX_CONNECTIONS = 64;

/** The longest request has 2,000 characters of text, each of six in JSON at most. */
const LINE_MAX_CHARACTERS = 16_384;

const FOLDER_MODE = 0o700;
const SOCKET_MODE = 0o600;

export interface ControlSocketOptions {
  readonly socket: ControlSocket;
  /** The id of the user, whose folder it must be; null where the system has none. */
  readonly userId: number | null;
  readonly status: () => ControlStatus;
  /** Calls back when `status()` may have changed. @returns a function that ends that. */
  readonly onStatus: (listener: () => void) => () => void;
  readonly carryOut: (request: ControlRequest) => Promise<ControlAnswer>;
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
  server.maxConnections = MAX_CONNECTIONS;
  server.on('error', (error: NodeJS.ErrnoException) => log(`no socket for programs: ${error.code ?? error.message}`));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, options);
  });
  try {
    prepare(socket, userId);
    server.listen(socket.path, () => {
      if (socket.path.startsWith('\\\\')) return;
      chmodSync(socket.path, SOCKET_MODE);
    });
  } catch (error) {
    log(`no socket for programs: ${error instanceof Error ? error.message : error}`);
  }
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}

/** @throws when the folder is another user's, or can't be made. */
function prepare({ path, folder }: ControlSocket, userId: number | null): void {
  if (folder !== null) {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    const { uid, mode } = lstatSync(folder);
    // In a folder for everybody's temporary files, somebody else may have made it first.
    if (uid !== userId || (mode & 0o077) !== 0) throw new Error(`${folder} is not this user's alone`);
  }
  if (!path.startsWith('\\\\')) rmSync(path, { force: true });
}

function serve(socket: Socket, { status, onStatus, carryOut, onAnswered }: ControlSocketOptions): void {
  let rest = '';
  /** Answers come in the order of the requests. */
  let last = Promise.resolve();
  let follower: ReturnType<typeof follow> | null = null;
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('close', () => follower?.stop());
  socket.on('data', (data) => {
    const lines = `${rest}${data}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') last = last.then(() => take(line));
    if (rest.length > LINE_MAX_CHARACTERS) socket.destroy();
  });
  socket.on('end', () => {
    // Who has asked all may go on reading.
    void last.then(() => {
      if (follower === null) socket.end();
    });
  });

  async function take(line: string): Promise<void> {
    const request = line.length > LINE_MAX_CHARACTERS ? null : readRequest(line);
    if (request === null) return answer({ ok: false, code: 'bad-request' });
    if (request.verb === 'status') return answer({ ok: true, status: status() });
    if (request.verb === 'follow') {
      follower ??= follow(socket, status, onStatus);
      return;
    }
    answer(await carryOut(request), () => onAnswered(request));
  }

  function answer(message: ControlAnswer, onLeft: () => void = () => {}): void {
    if (socket.writable) socket.write(writeLine(message), onLeft);
    else onLeft();
  }
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
