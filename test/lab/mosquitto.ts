import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { isExecutable } from '../../scripts/install/executable.ts';
import { type BackgroundProcess, startInBackground } from './background-process.ts';
import { freePort } from './free-port.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { until } from './until.ts';

/** Eclipse Mosquitto, the broker that Debian has, on a free port of the loopback interface. */

/** Debian puts it where ordinary users' paths do not lead. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/** Return the path of its program; null: it is not installed. */
export function findMosquitto(program: 'mosquitto' | 'mosquitto_passwd' = 'mosquitto'): string | null {
  return FOLDERS.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}

export interface MosquittoOptions {
  /** Who may connect; null: everybody. */
  readonly users?: Readonly<Record<string, string>> | null;
  /** The lines of its access control list. */
  readonly acl?: string | null;
  /** The certificate and its key, as PEM, for TLS; and of whom it takes certificates, without which nobody may connect. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clients?: string } | null;
}

export interface Mosquitto {
  readonly port: number;
  /** Of the process that runs; 0: none does. */
  readonly pid: () => number;
  /** Start it again on the same port. It has forgotten everything. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** End it for good. */
  remove(): Promise<void>;
}

/** Start a broker. @throws if it is not installed. */
export async function startMosquitto({
  users = null,
  acl = null,
  tls = null,
}: MosquittoOptions = {}): Promise<Mosquitto> {
  const program = findMosquitto();
  if (program === null) throw new Error('mosquitto is not installed');
  const folder = makeScratchFolder('mosquitto');
  const file = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const port = await freePort();
  const lines = [`listener ${port} 127.0.0.1`, `allow_anonymous ${users === null}`];
  // As another user, it could not read its files in our folder.
  if (process.getuid?.() === 0) lines.push('user root');
  if (users !== null) lines.push(`password_file ${writePasswords(file('passwords', ''), users)}`);
  if (acl !== null) lines.push(`acl_file ${file('acl', acl)}`);
  if (tls !== null) lines.push(`certfile ${file('cert.pem', tls.cert)}`, `keyfile ${file('key.pem', tls.key)}`);
  if (tls?.clients !== undefined) lines.push(`cafile ${file('clients.pem', tls.clients)}`, 'require_certificate true');
  const config = file('mosquitto.conf', `${lines.join('\n')}\n`);
  let running: BackgroundProcess | null = null;

  const mosquitto: Mosquitto = {
    port,
    pid: () => running?.pid ?? 0,
    async start() {
      const logFile = join(folder.path, 'log');
      const started = startInBackground(program, ['-c', config], { env: process.env, logFile });
      running = started;
      await until('a listening broker', () => {
        started.assertRunning();
        return accepts(port);
      });
    },
    async kill() {
      await running?.kill();
      running = null;
    },
    async remove() {
      await mosquitto.kill();
      folder.remove();
    },
  };
  await mosquitto.start();
  return mosquitto;
}

/** Write a file of passwords. Mosquitto hashes them. */
function writePasswords(path: string, users: Readonly<Record<string, string>>): string {
  const program = findMosquitto('mosquitto_passwd');
  if (program === null) throw new Error('mosquitto_passwd is not installed');
  for (const [user, password] of Object.entries(users)) {
    const { status, stderr } = spawnSync(program, ['-b', path, user, password], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`mosquitto_passwd: ${stderr}`);
  }
  return path;
}

/** Return whether something takes connections on a port of this computer. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
