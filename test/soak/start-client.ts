import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Start the reference client as a process, which ends with this one at the latest, and wait until it listens.
 *
 * @returns the process, whose input takes changes of the status, a line of JSON each.
 * @throws when it ends without listening, as on a port in use.
 */
export async function startSoakClient(wsPort: number, httpPort: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'client.ts'), String(wsPort), String(httpPort)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The client would go on listening after the end of its standard input.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  child.stdin.on('error', () => {});
  for await (const line of createInterface({ input: child.stdout })) if (line === 'listening') return child;
  throw new Error('the client ended without listening');
}
