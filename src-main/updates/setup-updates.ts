import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { createSignal, type Signal } from '../../src-shared/signal.ts';
import type { UpdateStep, UpdatesView } from '../../src-shared/updates-contract.ts';
import type { Clock } from '../runtime/clock.ts';
import { TEST_VERSION_SUFFIX } from '../runtime/test-build.ts';
import type { ProfileFolder } from '../start/profile-folder.ts';
import { relaunch } from '../start/relaunch.ts';
import { feedPlace } from './feed-place.ts';
import type { Updater } from './updater.ts';

export interface UpdatesSetup {
  readonly clock: Clock;
  readonly folder: ProfileFolder;
  readonly log: (message: string) => void;
}

/** Controls the updates. */
export interface Updates {
  view(): UpdatesView;
  /** Carry out a request of the user; nothing while updates are off. */
  ask(step: UpdateStep): void;
  /** Switch them on or off. */
  apply(isOn: boolean): void;
  /** The computer was asleep. */
  onResume(): void;
  readonly onChange: Signal<void>['subscribe'];
}

/** Prepare the updates. Until they are switched on, there is no timer, no request, and not even their code. */
export function setupUpdates({ clock, folder, log }: UpdatesSetup): Updates {
  const changed = createSignal();
  // A release takes no feed from its environment: a program that sets it could sign a release of its own.
  const isTest = !app.isPackaged || app.getVersion().endsWith(TEST_VERSION_SUFFIX);
  const place = feedPlace(manifest(), isTest ? (process.env['ASYSTENT_UPDATE_FEED'] ?? null) : null);
  let isOn = false;
  let updater: Updater | null = null;

  const start = async () => {
    if (place === null) return;
    const { createUpdater } = await import('./updater.ts');
    // Kept while updates are off: another one would not know which release is in place, or is just being removed.
    updater ??= createUpdater({
      clock,
      nowEpochMs: Date.now,
      chance: Math.random,
      place,
      version: app.getVersion(),
      arch: process.arch,
      surroundings: { env: process.env, execPath: process.execPath, uid: process.getuid?.() },
      folder,
      onChange: () => isOn && changed.emit(),
      log,
    });
    // The user may have changed their mind.
    if (!isOn) return;
    updater.start();
    changed.emit();
  };

  const openPage = (version: string) => {
    if (place === null) return;
    const page = place.page(version);
    void shell.openExternal(page).catch((error: unknown) => log(`updates: ${page} not opened: ${String(error)}`));
  };

  return {
    view() {
      const nothing = { activity: 'none', checkedEpochMs: null, problem: null, offer: null } as const;
      return { hasPlace: place !== null, ...((isOn ? updater?.view() : null) ?? nothing) };
    },
    ask(step) {
      if (!isOn) return;
      const offer = updater?.view().offer ?? null;
      if (step === 'check') void updater?.check();
      if (step === 'install') void updater?.install();
      if (step === 'page' && offer !== null) openPage(offer.version);
      if (step === 'restart' && offer?.way === 'restart') {
        relaunch(process.argv.slice(1));
        app.quit();
      }
    },
    apply(next) {
      if (next === isOn) return;
      isOn = next;
      if (isOn) return void start();
      updater?.stop();
      changed.emit();
    },
    onResume: () => updater?.onResume(),
    onChange: changed.subscribe,
  };
}

function manifest(): unknown {
  try {
    return JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  } catch {
    return null;
  }
}
