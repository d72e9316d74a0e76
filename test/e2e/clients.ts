/** The other side of the wire for end-to-end tests: the reference client, and the relays between it and the overlay. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { CommandName } from '../../packages/client/src/protocol.ts';
import {
  createReferenceClient,
  type ReferenceClient,
  type ReferenceClientOptions,
} from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { type ClientPorts, freeClientPorts, freePort } from '../lab/free-port.ts';

/** Return two free socket ports and two free HTTP ports. */
export const testPorts = () => freeClientPorts(2);

/**
 * A reference client in this process, ready and monitoring, and the commands that reached it. Stopped when the test ends.
 * @param options of the client; by default it is one of version 1 without a key.
 */
export async function startClient(
  ports: ClientPorts,
  options: Omit<ReferenceClientOptions, keyof ClientPorts> = {},
): Promise<{ client: ReferenceClient; commands: CommandName[] }> {
  const commands: CommandName[] = [];
  const client = createReferenceClient({ ...ports, ...options });
  client.onCommand((command) => commands.push(command));
  await client.start();
  client.update({ status: 'Ready', monitoring: true });
  onTestFinished(() => client.stop());
  return { client, commands };
}

/** The reference client as a process of its own, which can be killed. Stopped when the test ends. */
export async function spawnClient({ wsPorts, httpPorts }: ClientPorts): Promise<ChildProcess> {
  const main = join(PROJECT_ROOT, 'packages/client/src/main.ts');
  const ports = ['--ws-ports', wsPorts.join(','), '--http-ports', httpPorts.join(',')];
  const child = spawn(process.execPath, [main, ...ports], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('listening')) return child;
  throw new Error('the reference client ended without listening');
}

/** Ends a process without giving it a chance to say goodbye. */
export async function killHard(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** A door between the overlay and a port of the client: counts who passes, and can be shut. */
export interface Door {
  readonly port: number;
  passed(): number;
  open(): Promise<void>;
  /** Cuts off whoever is inside, and lets nobody in. */
  shut(): Promise<void>;
}

/** An open door to `target` on a free port. Shut when the test ends. */
export async function openDoor(target: number): Promise<Door> {
  const port = await freePort();
  const inside = new Set<Socket>();
  let passed = 0;
  const server = createServer((outer) => {
    passed += 1;
    const inner = connect(target, '127.0.0.1');
    for (const socket of [outer, inner]) {
      inside.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        outer.destroy();
        inner.destroy();
        inside.delete(socket);
      });
    }
    outer.pipe(inner).pipe(outer);
  });
  const door: Door = {
    port,
    passed: () => passed,
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async shut() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of inside) socket.destroy();
      await closed;
    },
  };
  await door.open();
  onTestFinished(door.shut);
  return door;
}
