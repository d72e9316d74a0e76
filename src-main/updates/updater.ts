import type { IncomingMessage } from 'node:http';
import type { UpdateOffer, UpdateProblem, UpdatesView } from '../../src-shared/updates-contract.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ProfileFolder } from '../start/profile-folder.ts';
import { appImageHere, replaceImage, type Surroundings, WrongFile } from './app-image.ts';
import type { FeedPlace } from './feed-place.ts';
import { createOpen, readBody, TooLong } from './fetch-file.ts';
import { type KeptChecks, readKeptChecks } from './kept-checks.ts';
import { isSignedBy } from './minisign.ts';
import { FEED_FILE, FEED_MAX_BYTES, isNewer, type Release, readRelease, SIGNATURE_FILE } from './release.ts';
import { firstCheck, nextCheck, waitMs } from './schedule.ts';

export const CHECKS_FILE = 'updates.json';

/** A check takes three answers at most, each of them small. */
const CHECK_MS = 60_000;
/** A package over a line of 1 Mbit/s takes a quarter of an hour. */
const INSTALLATION_MS = 3_600_000;

export interface UpdaterOptions {
  readonly clock: Clock;
  readonly nowEpochMs: () => number;
  /** Returns a number from 0 to 1. */
  readonly chance: () => number;
  readonly place: FeedPlace;
  /** The running version. */
  readonly version: string;
  readonly arch: string;
  /** Where the overlay was started from: as an AppImage, or otherwise. */
  readonly surroundings: Surroundings;
  readonly folder: Pick<ProfileFolder, 'read' | 'write'>;
  /** Called after a change of the view. */
  readonly onChange: () => void;
  readonly log: (message: string) => void;
}

/** Looks for newer releases, from each start until it is stopped. It outlives both: an installed release stays installed. */
export interface Updater {
  /** Look from now on. A step that was under way when it was stopped comes to its end first. */
  start(): void;
  view(): Omit<UpdatesView, 'hasPlace'>;
  /** Check now. Never rejects; nothing happens while something else is under way. */
  check(): Promise<void>;
  /** Replace the running AppImage by the release's. Never rejects. */
  install(): Promise<void>;
  /** The computer was asleep, and so was the timer. */
  onResume(): void;
  /** Cancel the step under way, and look no more. */
  stop(): void;
}

/** A problem that the user sees instead of a release. */
class Refused extends Error {
  readonly problem: UpdateProblem;
  constructor(problem: UpdateProblem, reason: string) {
    super(reason);
    this.problem = problem;
  }
}

export function createUpdater(options: UpdaterOptions): Updater {
  const { clock, nowEpochMs, chance, place, version, folder, log } = options;
  const open = createOpen(log);
  /** null: the user can only be sent to the release's page. */
  const appImage = appImageHere(options.surroundings);
  /** Cancels the step under way; null while stopped. */
  let running: AbortController | null = null;
  let kept = readKept();
  let activity: UpdatesView['activity'] = 'none';
  let problem: UpdateProblem | null = null;
  /** The version that has replaced the running one's file. */
  let installed: string | null = null;
  let cancelTimer = () => {};

  function readKept(): KeptChecks {
    const text = ignoringFaults(() => folder.read(CHECKS_FILE)) ?? null;
    const known = text === null ? null : readKeptChecks(text);
    if (known === null) return { nextEpochMs: firstCheck(nowEpochMs(), chance()), checkedEpochMs: null, offer: null };
    // The user may have installed it meanwhile.
    const isNews = known.offer !== null && isNewer(known.offer.version, version);
    return isNews ? known : { ...known, offer: null };
  }

  const keep = (next: KeptChecks) => {
    kept = next;
    // A disk that takes nothing costs checks after the next start, and must not end this one.
    ignoringFaults(() => folder.write(CHECKS_FILE, JSON.stringify(kept)));
  };

  const schedule = () => {
    cancelTimer();
    // Nobody has to be told of a release that is on the disk already.
    if (running === null || installed !== null) return;
    cancelTimer = clock.setTimeout(() => void check(), waitMs(kept.nextEpochMs, nowEpochMs(), chance()));
  };

  const get = async (name: string, signal: AbortSignal): Promise<Uint8Array> =>
    readBody(await open(place.folder + name, signal), FEED_MAX_BYTES);

  /** @throws Refused, or an error of the connection. */
  const findRelease = async (signal: AbortSignal): Promise<Release> => {
    const bytes = await get(FEED_FILE, signal);
    const signature = new TextDecoder().decode(await get(SIGNATURE_FILE, signal));
    // Before anything is read of it.
    if (!isSignedBy(place.key, bytes, signature)) throw new Refused('unsigned', 'the feed has another signature');
    const release = readRelease(bytes);
    if (release === null) throw new Refused('unreadable', 'the feed is of something else');
    return release;
  };

  /** @returns whether it worked; null if it was not begun, or ended by `stop`. */
  const attempt = async (
    what: 'checking' | 'installing',
    mostMs: number,
    run: (signal: AbortSignal) => Promise<void>,
  ) => {
    if (activity !== 'none' || running === null) return null;
    const { signal } = running;
    activity = what;
    options.onChange();
    try {
      await run(AbortSignal.any([signal, AbortSignal.timeout(mostMs)]));
      problem = null;
      return true;
    } catch (error) {
      if (signal.aborted) return null;
      problem = problemOf(error);
      log(`updates: ${what} failed: ${error instanceof Error ? error.message : error}`);
      return false;
    } finally {
      activity = 'none';
      options.onChange();
    }
  };

  const check = async () => {
    if (installed !== null) return;
    const works = await attempt('checking', CHECK_MS, async (signal) => {
      const release = await findRelease(signal);
      const { notes } = release;
      const isNews = isNewer(release.version, version);
      log(`updates: the newest release is ${release.version}${isNews ? '' : ', which is not newer'}`);
      kept = { ...kept, checkedEpochMs: nowEpochMs(), offer: isNews ? { version: release.version, notes } : null };
    });
    if (works !== null) keep({ ...kept, nextEpochMs: nextCheck(nowEpochMs(), !works, chance()) });
    schedule();
  };

  const install = async () => {
    if (appImage === null || kept.offer === null || installed !== null) return;
    await attempt('installing', INSTALLATION_MS, async (signal) => {
      // Fetched again: the copy on the disk is not signed.
      const release = await findRelease(signal);
      if (!isNewer(release.version, version)) throw new Refused('unsigned', `${release.version} is not newer`);
      const image = release.images.find(({ arch }) => arch === options.arch);
      if (image === undefined) throw new Refused('no-file', `${release.version} has no AppImage for ${options.arch}`);
      const body = await open(place.folder + image.name, signal);
      await replaceImage(appImage, image, received(body));
      installed = release.version;
      log(`updates: ${release.version} is in place, and starts the next time`);
      keep({ ...kept, offer: { version: release.version, notes: release.notes } });
    });
    // The time of a check may have come meanwhile.
    schedule();
  };

  const way = (): UpdateOffer['way'] => {
    if (installed !== null) return 'restart';
    return appImage === null ? 'page' : 'install';
  };

  return {
    start() {
      if (running !== null) return;
      running = new AbortController();
      // Also the time of the first check outlives this process: otherwise short sessions might never come to it.
      keep(kept);
      schedule();
    },
    view: () => ({
      activity,
      checkedEpochMs: kept.checkedEpochMs,
      problem,
      offer: kept.offer === null ? null : { ...kept.offer, way: way() },
    }),
    check,
    install,
    onResume: schedule,
    stop() {
      cancelTimer();
      running?.abort();
      running = null;
    },
  };
}

/** A connection that ends early is not a fault of this computer's disk. */
class Interrupted extends Error {}

async function* received(body: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new Interrupted(String(error));
  }
}

function problemOf(error: unknown): UpdateProblem {
  if (error instanceof Refused) return error.problem;
  if (error instanceof TooLong) return 'unreadable';
  if (error instanceof WrongFile) return 'unsigned';
  const isOfDisk = error instanceof Error && 'syscall' in error && FILE_CALLS.includes(String(error.syscall));
  return isOfDisk ? 'not-replaced' : 'no-answer';
}

const FILE_CALLS = ['open', 'write', 'rename', 'fsync', 'fchmod', 'stat', 'rm', 'unlink', 'close'];

function ignoringFaults<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
