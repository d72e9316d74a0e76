import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReferenceClient, type ReferenceClient } from '../packages/client/src/reference-client.ts';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { serializeSettings } from '../src-main/settings/settings-file.ts';
import { withLeanSwitch } from '../src-main/start/launch-switches.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src-shared/settings.ts';
import { type ClientPorts, freeClientPorts } from '../test/lab/free-port.ts';
import { linkRuntime } from '../test/lab/linked-runtime.ts';
import { overlayEnvironment } from '../test/lab/overlay-process.ts';
import { until } from '../test/lab/until.ts';
import { startVirtualDesktop, type VirtualDesktop } from '../test/lab/virtual-desktop.ts';
import { type StartedApp, startElectronApp } from './started-app.ts';

type FloorName = 'blank' | 'two-blank' | 'painted' | 'pulse' | 'bare' | 'moving' | 'heartbeat';

/** The desktop of a benchmark, and the apps that are started there. */
export interface Harness {
  /** The one with a panel, except during `withoutPanel`. */
  readonly desktop: VirtualDesktop;
  /** The Electron executable of all apps. */
  readonly electron: string;
  /** Start a client that listens and is ready. */
  startClient(ports: ClientPorts): Promise<ReferenceClient>;
  /** Start the built overlay with a profile of its own. */
  startOverlay(ports: ClientPorts, options?: OverlayChoices): StartedOverlay;
  /** Start a client, and an overlay that is connected to it. */
  startPair(options?: OverlayChoices): Promise<Pair<StartedOverlay>>;
  /** Start a client, and a floor that is connected to it. @param name default `bare`. */
  startBarePair(name?: 'bare' | 'moving' | 'heartbeat'): Promise<Pair<StartedApp>>;
  startFloor(name: FloorName): StartedApp;
  /** Replace the desktop, while `run` runs, by one without a panel, and so without a tray. */
  withoutPanel<Result>(run: () => Promise<Result>): Promise<Result>;
  /** End every app and client that still runs. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartedOverlay extends StartedApp {
  /** The folder of its profile. */
  readonly profile: string;
}

interface Pair<App> {
  readonly ports: ClientPorts;
  readonly client: ReferenceClient;
  readonly app: App;
}

interface OverlayChoices {
  /** The choices under *Behaviour*; default: those of a new profile, without lingering. */
  readonly behaviour?: Partial<Settings['behaviour']>;
  /** Whether the overlay's pages report each change of their documents; costs a little. Default false. */
  readonly watched?: boolean;
  /** The address of the assistant to follow. Default: the client at the ports. */
  readonly follow?: string;
}

/**
 * Start the desktop, and link the runtimes.
 * @param folder an empty folder that exists as long as the harness; if possible, on the runtime's file system.
 */
export async function createHarness(electron: string, folder: string): Promise<Harness> {
  const floors = linkRuntime(electron, join(folder, 'floors'), join(import.meta.dirname, 'floors'));
  const plain = linkRuntime(electron, join(folder, 'overlay'), PROJECT_ROOT);
  const watched = linkRuntime(electron, join(folder, 'watched'), watchedApp(join(folder, 'watched-app')));
  const startDesktop = (panel: boolean) => startVirtualDesktop({ width: 1280, height: 800, panel });
  let desktop = await startDesktop(true);
  const newProfile = (chosen: OverlayChoices['behaviour'] = {}) => {
    const path = mkdtempSync(join(folder, 'profile-'));
    // No lingering: the next measurement begins with a bubble that has left.
    const behaviour = { ...DEFAULT_SETTINGS.behaviour, lingerSeconds: 0, ...chosen };
    // Not a first start, which opens a window.
    writeFileSync(join(path, 'settings.json'), serializeSettings({ ...DEFAULT_SETTINGS, behaviour }));
    return path;
  };
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

  const startOverlay = (
    ports: ClientPorts,
    { behaviour, watched: isWatched = false, follow = '' }: OverlayChoices = {},
  ) => {
    const profile = newProfile(behaviour);
    const variables = overlayEnvironment({ ...ports, language: 'en', profile });
    const env = { ...desktop.env, ...variables, ASYSTENT_FOLLOW: follow };
    const app = startElectronApp(isWatched ? watched : plain, env, withLeanSwitch([]));
    return keep({ ...app, profile });
  };

  const startFloor = (name: FloorName, clientPort = 0) => {
    const variables = { BENCH_FLOOR: name, BENCH_PORT: String(clientPort) };
    return keep(startElectronApp(floors, { ...desktop.env, ...variables }, [`--user-data-dir=${newProfile()}`]));
  };

  const startPair = async <App extends StartedApp>(start: (ports: ClientPorts) => App): Promise<Pair<App>> => {
    const ports = await freeClientPorts();
    const client = await startClient(ports);
    const app = start(ports);
    await until('an app at its client', () => client.overlays() === 1, 20_000);
    return { ports, client, app };
  };

  const clear = async () => {
    const all = [...started];
    started.clear();
    await Promise.all(all.map((each) => each.stop()));
  };
  const replaceDesktop = async (panel: boolean) => {
    await clear();
    // First, because its panel would share memory with the apps.
    await desktop.stop();
    desktop = await startDesktop(panel);
  };

  return {
    get desktop() {
      return desktop;
    },
    electron,
    startClient,
    startOverlay,
    startPair: (choices) => startPair((ports) => startOverlay(ports, choices)),
    startBarePair: (name = 'bare') => startPair(({ wsPorts }) => startFloor(name, wsPorts[0])),
    startFloor,
    async withoutPanel(run) {
      await replaceDesktop(false);
      try {
        return await run();
      } finally {
        await replaceDesktop(true);
      }
    },
    clear,
    stop: () => desktop.stop(),
  };
}

/** Make an app of the built overlay with another entry file, which watches its pages. @returns its folder. */
function watchedApp(folder: string): string {
  mkdirSync(folder);
  for (const name of ['out', 'assets']) symlinkSync(join(PROJECT_ROOT, name), join(folder, name));
  cpSync(join(import.meta.dirname, 'watch-pages.mjs'), join(folder, 'watch-pages.mjs'));
  writeFileSync(join(folder, 'main.mjs'), "import './watch-pages.mjs';\nimport './out/main/main.js';\n");
  const manifest = { name: 'asystent-overlay', version: '0.0.0', type: 'module', main: 'main.mjs' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
