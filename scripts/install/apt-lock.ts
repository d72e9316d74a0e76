import { setTimeout as delay } from 'node:timers/promises';

/** Longer than a system's unattended updates take. */
const LOCK_TIMEOUT_MS = 120_000;
const TRY_AGAIN_MS = 2_000;

/**
 * How apt-get says that another program has one of its locks: the lists', the archive's, or dpkg's. "Unable to lock" alone
 * may as well mean a file system that is read-only.
 */
const LOCKED = /^E: (?:Could not get lock |.*is another process using it\?)/m;

/** How apt-get ended, and its output. */
export interface AptEnd {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Run apt-get, and retry while another program has its lock. Its own option DPkg::Lock::Timeout does not cover the
 * lists, which `update` locks.
 *
 * @param run runs it once.
 * @param wait waits for that many milliseconds.
 * @throws with its output, if it fails.
 */
export async function runUnlocked(
  run: () => Promise<AptEnd>,
  say: (line: string) => void,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += TRY_AGAIN_MS) {
    const { code, output } = await run();
    if (code === 0) return;
    const isLocked = LOCKED.test(output);
    if (!isLocked) throw new Error(`apt-get failed:\n${output}`);
    if (waitedMs >= LOCK_TIMEOUT_MS) {
      throw new Error(
        `Another program has been using apt for ${LOCK_TIMEOUT_MS / 1_000} s. Try again when it has finished:\n${output}`,
      );
    }
    if (waitedMs === 0) say(`  another program is using apt; waiting for up to ${LOCK_TIMEOUT_MS / 1_000} s`);
    await wait(TRY_AGAIN_MS);
  }
}
