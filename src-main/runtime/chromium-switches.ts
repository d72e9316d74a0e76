import { setFlagsFromString } from 'node:v8';
import type { App } from 'electron';
import type { Drawing } from '../../src-shared/settings-limits.ts';

/**
 * The switches that make Chromium and V8 smaller, for Electron 33 and newer. Memory figures are those of all processes
 * together on Debian 12 with Electron 33.4.
 */

/** Prefer small heaps to speed, and allow explicit garbage collection when the app is idle. */
const HEAP_FLAGS = '--optimize-for-size --expose-gc';

/**
 * The pages' scripts are interpreted and never compiled: they are small, and even the baseline compiler takes 2 MB. It also
 * leaves a hostile text no compiler to attack. The document changes 0.2 ms later (1.8 instead of 1.6 ms). Unless WebAssembly
 * is switched off as well, V8 warns on the terminal that it does so itself.
 */
const PAGE_FLAGS = '--jitless --no-expose-wasm';

/**
 * The main process has no optimizing compilers: their code takes 7 MB more of proportional set size after 200 turns. The
 * baseline compiler takes 0.4 MB, and a change is on the page 0.1 ms earlier (1.8 instead of 1.9 ms). Node has to keep
 * WebAssembly, which `--jitless` takes away. The size of its young generation can't be set any more when this code runs, but its
 * growth can be stopped.
 */
const MAIN_FLAGS = '--no-opt --no-maglev --semi-space-growth-factor=1';

const ENABLED_FEATURES = [
  // Chromium's network stack runs in the main process, and not in one of its own, which costs 69 MiB of resident memory. It
  // does nothing but hand pages the files of the package (`kNetworkServiceInProcess` in content_features.cc).
  'NetworkServiceInProcess2',
];

const DISABLED_FEATURES = [
  // Storage that sites share. Two minutes after every start, Chromium looks for expired entries, and creates a
  // database for it (`kSharedStorageStalePurgeInitialInterval`).
  'SharedStorageAPI',
  // Without the graphics card, Chromium 130 keeps a page's tiles as shared images. The page of a hidden window drops them, but
  // the GPU process has 3 to 4 MiB of them mapped for at least 75 s more. It returns shared bitmaps at once: all processes take
  // 214 MiB instead of 219 after 200 turns, and 205 instead of 208 after the start (pages of memory, each counted once).
  'SharedBitmapToSharedImage',
];

/**
 * Set the switches that apply always. Call before most modules are loaded, because they double the main process's young
 * generation from 2 to 4 MB (measured on Electron 33).
 */
export function setChromiumSwitches({ commandLine }: Pick<App, 'commandLine'>): void {
  // Keeps the heaps of all processes small. An app that is idle most of the day would keep the garbage of its busiest minute.
  for (const flag of `${HEAP_FLAGS} ${MAIN_FLAGS}`.split(' ')) setFlagsFromString(flag);
  commandLine.appendSwitch('js-flags', `${HEAP_FLAGS} ${PAGE_FLAGS}`);
  const add = (name: string, features: readonly string[]) =>
    commandLine.appendSwitch(name, withFeatures(commandLine.getSwitchValue(name), features));
  add('enable-features', ENABLED_FEATURES);
  add('disable-features', DISABLED_FEATURES);
  // The pages of an origin share one process; one more costs 95 MiB of resident memory. The origins are in app-scheme.ts.
  commandLine.appendSwitch('process-per-site');
}

/** Return a list of Chromium's features with ours added: only the last switch of a name counts. Pure. */
export function withFeatures(given: string, ours: readonly string[]): string {
  const others = given.split(',').filter((feature) => feature !== '' && !ours.includes(feature));
  return [...others, ...ours].join(',');
}

/**
 * Decide whether to draw without the graphics card. Pure.
 *
 * On Linux we do unless the user wants the card: it takes 9 MiB less than drawing with Chromium's emulation of a card, and
 * no driver can make the bubble a black box. On Windows, transparent windows have failed with the card on some computers
 * (https://github.com/electron/electron/issues/40515) and without it on others
 * (https://github.com/electron/electron/issues/41891); there and on macOS, Electron's default stays.
 *
 * @param isCardRefused whether the command line refuses the graphics card.
 */
export function drawsInSoftware(drawing: Drawing, isCardRefused: boolean, platform: NodeJS.Platform): boolean {
  if (isCardRefused) return true;
  return drawing === 'auto' ? platform === 'linux' : drawing === 'software';
}

/**
 * Draw without the graphics card, and without an emulation of it. Call before the app is ready.
 *
 * On Linux the main process then draws itself. A process of its own is there for drivers that crash, of which there is none, and
 * it brings two more along: a zygote (launch-switches.ts), and one that opens files for it. All processes of an ordinary user
 * take 213 MB instead of 221, and 367 instead of 490 of resident memory, in 4 processes instead of 7 (Electron 33, proportional
 * set size; docs/security.md has the consequences for the sandbox).
 */
export function drawInSoftware(
  app: Pick<App, 'commandLine' | 'disableHardwareAcceleration'>,
  platform: NodeJS.Platform,
): void {
  app.disableHardwareAcceleration();
  // Since Electron 38, that alone leaves the graphics card in use (https://github.com/electron/electron/issues/51363).
  app.commandLine.appendSwitch('disable-gpu');
  // Up to Chromium 136, the GPU process would load SwiftShader.
  app.commandLine.appendSwitch('disable-software-rasterizer');
  if (platform === 'linux') app.commandLine.appendSwitch('in-process-gpu');
}
