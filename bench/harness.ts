import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReferenceClient, type ReferenceClient } from '../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { serializeSettings } from '../src-main/settings/settings-file.ts';
import { DEFAULT_SETTINGS } from '../src-shared/settings.ts';
import { freePort } from '../test/lab/free-port.ts';
import { linkRuntime } from '../test/lab/linked-runtime.ts';
import { cleanEnvironment, overlayEnvironment } from '../test/lab/overlay-driver.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../test/lab/virtual-desktop.ts';
import { type StartedApp, startElectronApp } from './started-app.ts';

/** The ports of one overlay and its client. */
export interface Ports {
  readonly ws: number;
  readonly http: number;
}

export type FloorName = 'blank' | 'two-blank' | 'painted' | 'pulse' | 'bare';

/** Where everything is measured: a desktop of its own, and the apps that are started there. */
export interface Harness {
  readonly desktop: VirtualDesktop;
  /** The Electron executable that everything runs on. */
  readonly electron: string;
  freePorts(): Promise<Ports>;
  /** A client that listens on these ports and is ready. */
  startClient(ports: Ports): Promise<ReferenceClient>;
  /** The built overlay with a profile of its own. */
  startOverlay(ports: Ports, options?: OverlayChoices): StartedApp;
  /** @param port the client's that the bare path listens to. */
  startFloor(name: FloorName, port?: number): StartedApp;
  /** Ends every app and client that still runs. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface OverlayChoices {
  /** Default `auto`. */
  readonly visibility?: 'auto' | 'always';
  /** Whether its pages tell what they show; costs a little. Default false. */
  readonly watched?: boolean;
}

/**
 * Brings up the desktop, and links the runtimes.
 * @param folder is there, empty, and stays as long as the harness does; on the runtime's file system if that can be.
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
    // No lingering: what is measured next begins with a bubble that has left.
    const behaviour = { ...DEFAULT_SETTINGS.behaviour, visibility, lingerSeconds: 0 };
    writeFileSync(join(path, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, behaviour }));
    return path;
  };
  const env = { ...cleanEnvironment(), ...desktop.env };
  const started = new Set<Pick<StartedApp, 'stop'>>();
  const noted = <Startable extends Pick<StartedApp, 'stop'>>(startable: Startable): Startable => {
    started.add(startable);
    return startable;
  };
  return {
    desktop,
    electron,
    async freePorts() {
      const ws = await freePort();
      let http = await freePort();
      while (http === ws) http = await freePort();
      return { ws, http };
    },
    async startClient(ports) {
      const client = noted(createReferenceClient({ wsPorts: [ports.ws], httpPorts: [ports.http] }));
      await client.start();
      client.update({ status: 'Ready', monitoring: true });
      return client;
    },
    startOverlay(ports, { visibility = 'auto', watched: isWatched = false } = {}) {
      const app = startElectronApp(isWatched ? watched : plain, {
        ...env,
        ...overlayEnvironment({
          wsPorts: [ports.ws],
          httpPorts: [ports.http],
          language: 'en',
          profile: profile(visibility),
        }),
        ...(isWatched ? { BENCH_WATCH: '1' } : {}),
      });
      return noted(app);
    },
    startFloor(name, port) {
      const app = startElectronApp(
        floors,
        {
          ...env,
          BENCH_FLOOR: name,
          ...(port === undefined ? {} : { BENCH_PORT: String(port), BENCH_WATCH: '1' }),
        },
        [`--user-data-dir=${newProfile()}`],
      );
      return noted(app);
    },
    async clear() {
      const all = [...started];
      started.clear();
      await Promise.all(all.map((each) => each.stop()));
    },
    stop: desktop.stop,
  };
}

/** The built overlay with another file to start with, which watches its pages; the overlay itself is as it is. */
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
