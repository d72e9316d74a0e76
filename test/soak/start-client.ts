import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Starts the reference client as a process of its own, which ends with this one at the latest, and waits until it listens.
 *
 * @returns the process, to kill, to stop, and to write changes of its status to, a line of JSON each.
 * @throws when it ends without listening, as on a port that is taken.
 */
export async function startSoakClient(wsPort: number, httpPort: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'client.ts'), String(wsPort), String(httpPort)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // With its standard input, the client of a program that has ended would go on listening.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  child.stdin.on('error', () => {});
  for await (const line of createInterface({ input: child.stdout })) if (line === 'listening') return child;
  throw new Error('the client ended without listening');
}
