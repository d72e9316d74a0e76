import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReferenceClient, type ReferenceClient } from '../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { serializeSettings } from '../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../src-shared/settings.ts';
import { type ClientPorts, freeClientPorts } from '../test/lab/free-port.ts';
import { linkRuntime } from '../test/lab/linked-runtime.ts';
import { overlayEnvironment } from '../test/lab/overlay-process.ts';
import { until } from '../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../test/lab/virtual-desktop.ts';
import { type StartedApp, startElectronApp } from './started-app.ts';

export type FloorName = 'blank' | 'two-blank' | 'painted' | 'pulse' | 'bare';

/** The desktop of a benchmark, and the apps that are started there. */
export interface Harness {
  readonly desktop: VirtualDesktop;
  /** The Electron executable of all apps. */
  readonly electron: string;
  /** Start a client that listens and is ready. */
  startClient(ports: ClientPorts): Promise<ReferenceClient>;
  /** Start the built overlay with a profile of its own. */
  startOverlay(ports: ClientPorts, options?: OverlayChoices): StartedApp;
  /** Start a client, and an overlay that is connected to it. */
  startPair(options?: OverlayChoices): Promise<Pair>;
  /** @param clientPort where the floor `bare` finds its client. */
  startFloor(name: FloorName, clientPort?: number): StartedApp;
  /** End every app and client that still runs. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface Pair {
  readonly ports: ClientPorts;
  readonly client: ReferenceClient;
  readonly overlay: StartedApp;
}

export interface OverlayChoices {
  /** Default `auto`. */
  readonly visibility?: 'auto' | 'always';
  /** Whether the overlay's pages report each change of their documents; costs a little. Default false. */
  readonly watched?: boolean;
}

/**
 * Start the desktop, and link the runtimes.
 * @param folder an empty folder that exists as long as the harness; if possible, on the runtime's file system.
 */
export async function createHarness(electron: string, folder: string): Promise<Harness> {
  const floors = linkRuntime(electron, join(folder, 'floors'), join(import.meta.dirname, 'floors'));
  const plain = linkRuntime(electron, join(folder, 'overlay'), PROJECT_ROOT);
  const watched = linkRuntime(electron, join(folder, 'watched'), watchedApp(join(folder, 'watched-app')));
  const desktop = await startVirtualDesktop({ width: 1280, height: 800 });
  let profiles = 0;
  const newProfile = () => {
    profiles += 1;
    const path = join(folder, `profile-${profiles}`);
    mkdirSync(path);
    return path;
  };
  const profile = (visibility: 'auto' | 'always') => {
    const path = newProfile();
    // No lingering: the next measurement begins with a bubble that has left.
    const behaviour = { ...DEFAULT_SETTINGS.behaviour, visibility, lingerSeconds: 0 };
    writeFileSync(join(path, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, behaviour }));
    return path;
  };
  const env = desktop.env;
  const started = new Set<Pick<StartedApp, 'stop'>>();
  const keep = <Startable extends Pick<StartedApp, 'stop'>>(startable: Startable): Startable => {
    started.add(startable);
    return startable;
  };

  const startClient = async (ports: ClientPorts) => {
    const client = keep(createReferenceClient(ports));
    await client.start();
    client.update({ status: 'Ready', monitoring: true });
    return client;
  };

  const startOverlay = (ports: ClientPorts, choices: OverlayChoices = {}) => {
    const { visibility = 'auto', watched: isWatched = false } = choices;
    const app = startElectronApp(isWatched ? watched : plain, {
      ...env,
      ...overlayEnvironment({ ...ports, language: 'en', profile: profile(visibility) }),
      ...(isWatched ? { BENCH_WATCH: '1' } : {}),
    });
    return keep(app);
  };

  return {
    desktop,
    electron,
    startClient,
    startOverlay,
    async startPair(choices) {
      const ports = await freeClientPorts();
      const client = await startClient(ports);
      const overlay = startOverlay(ports, choices);
      await until('an overlay at its client', () => client.overlays() === 1, 20_000);
      return { ports, client, overlay };
    },
    startFloor(name, clientPort) {
      const app = startElectronApp(
        floors,
        {
          ...env,
          BENCH_FLOOR: name,
          ...(clientPort === undefined ? {} : { BENCH_PORT: String(clientPort), BENCH_WATCH: '1' }),
        },
        [`--user-data-dir=${newProfile()}`],
      );
      return keep(app);
    },
    async clear() {
      const all = [...started];
      started.clear();
      await Promise.all(all.map((each) => each.stop()));
    },
    stop: desktop.stop,
  };
}

/** Make an app of the built overlay with another entry file, which watches its pages. @returns its folder. */
function watchedApp(folder: string): string {
  mkdirSync(folder);
  for (const name of ['out', 'assets']) symlinkSync(join(PROJECT_ROOT, name), join(folder, name));
  for (const name of ['watch-pages.mjs', 'watched-overlay.mjs']) {
    cpSync(join(import.meta.dirname, name), join(folder, name));
  }
  const manifest = { name: 'asystent-overlay', version: '0.0.0', type: 'module', main: 'watched-overlay.mjs' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
