import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import * as v from 'valibot';
import { startElectronApp } from '../../bench/started-app.ts';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { freeClientPorts } from '../lab/free-port.ts';
import { linkRuntime } from '../lab/linked-runtime.ts';
import { leaveFirstRunBehind, overlayEnvironment } from '../lab/overlay-process.ts';
import { makeScratchFolder } from '../lab/scratch-folder.ts';
import { until } from '../lab/until.ts';
import { startVirtualDesktop } from '../lab/virtual-desktop.ts';

/** What `tell-heaps.mjs` tells. null: a page has not answered. */
const Heaps = v.object({ mainBytes: v.number(), pageBytes: v.array(v.nullable(v.number())), windowsShown: v.number() });
type Heaps = v.InferOutput<typeof Heaps>;

/** The built overlay at a client of its own, without a debugger. */
export interface SoakedOverlay {
  readonly pid: number;
  /** The folder of its profile. */
  readonly profile: string;
  readonly client: ReferenceClient;
  /** @throws when the overlay does not answer. */
  heaps(): Promise<Heaps>;
  /** Close the windows that a user opens. */
  closeWindows(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Start a virtual desktop, a client, and the built overlay, and wait until they are connected.
 * @param protocol the client's version of the protocol.
 */
export async function startSoakedOverlay(electron: string, protocol: 1 | 2): Promise<SoakedOverlay> {
  const scratch = makeScratchFolder('soak');
  // Beside the runtime's own folder, so that its files can be linked.
  const shelf = join(PROJECT_ROOT, 'out', 'soak');
  mkdirSync(shelf, { recursive: true });
  const folder = mkdtempSync(join(shelf, 'runtime-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const executable = linkRuntime(electron, join(folder, 'electron'), tellingApp(join(folder, 'app')));

  const ports = await freeClientPorts();
  const client = createReferenceClient({ ...ports, protocol });
  await client.start();
  client.update({ status: 'Ready', monitoring: true });
  const desktop = await startVirtualDesktop({ width: 1280, height: 800 });
  const socketPath = join(scratch.path, 'heaps');
  const variables = overlayEnvironment({ ...ports, language: 'en', profile: scratch.path });
  leaveFirstRunBehind(scratch.path);
  const env = { ...desktop.env, ...variables, SOAK_SOCKET: socketPath };
  // Otherwise Chromium rounds what it tells of a page's heap.
  const app = startElectronApp(executable, env, ['--enable-precise-memory-info']);
  await until('the overlay at its client', () => client.overlays() === 1, 20_000);
  const ask = async (word: 'tell' | 'close') => {
    const socket = createConnection(socketPath);
    socket.write(word);
    return v.parse(Heaps, await json(socket));
  };
  return {
    pid: app.pid,
    profile: scratch.path,
    client,
    heaps: () => ask('tell'),
    async closeWindows() {
      await ask('close');
    },
    async stop() {
      await app.stop();
      await client.stop();
      await desktop.stop();
      scratch.remove();
    },
  };
}

/** Make an app of the built overlay with another entry file. @returns its folder. */
function tellingApp(folder: string): string {
  mkdirSync(folder);
  for (const name of ['out', 'assets']) symlinkSync(join(PROJECT_ROOT, name), join(folder, name));
  cpSync(join(import.meta.dirname, 'tell-heaps.mjs'), join(folder, 'tell-heaps.mjs'));
  writeFileSync(join(folder, 'main.mjs'), "import './out/main/main.js';\nimport './tell-heaps.mjs';\n");
  const manifest = { name: 'asystent-overlay', version: '0.0.0', type: 'module', main: 'main.mjs' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
