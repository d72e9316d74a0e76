import { app } from 'electron';
import { relaunch } from '../start/relaunch.ts';
import type { Log } from './log.ts';

/**
 * Chromium restarts its GPU process, and ends the whole app when that has crashed too often: at the third time without a
 * graphics card, at the sixth if it emulates one (seen on Electron 33), later if it has a real one to give up first.
 */
const CRASHES_MAX = { withCard: 5, withoutCard: 2 };

/**
 * Chromium forgives one crash for each such time since the last one. It was 60 minutes and is 5 in newer versions
 * (`kForgiveGpuCrashMinutes` in gpu_process_host.cc).
 */
const FORGIVEN_AFTER_MS = 3_600_000;

/** A graphics driver that fails this soon after the start will fail again. */
const SOON_MS = 60_000;

/**
 * Decide how to go on after the GPU process has ended. Pure.
 * @param ends the ends that are not forgiven.
 * @param inSoftware whether the app draws without the graphics card.
 * @param uptimeMs the time since the start of this run.
 * @param args without the executable.
 * @returns the arguments of a restart of the app, which resets Chromium's count; null: go on.
 */
export function decideGpu(
  ends: number,
  inSoftware: boolean,
  uptimeMs: number,
  args: readonly string[],
): readonly string[] | null {
  if (ends !== (inSoftware ? CRASHES_MAX.withoutCard : CRASHES_MAX.withCard)) return null;
  if (uptimeMs > SOON_MS) return args;
  // It has been restarted for that already: let the app end rather than restart for ever.
  return args.includes('--disable-gpu') ? null : ['--disable-gpu', ...args];
}

/**
 * Return the number of unforgiven ends after one more. Pure.
 * @param ends the number before.
 * @param sinceLastMs the time since the last one.
 */
export function countEnd(ends: number, sinceLastMs: number): number {
  return Math.max(0, ends - Math.floor(sinceLastMs / FORGIVEN_AFTER_MS)) + 1;
}

/** Call back whenever the GPU process has ended by itself. @returns a function that ends that. */
export function onGpuEnd(listener: () => void): () => void {
  const heed = (_event: Electron.Event, { type, reason }: Electron.Details) => {
    if (type === 'GPU' && reason !== 'clean-exit') listener();
  };
  app.on('child-process-gone', heed);
  return () => app.off('child-process-gone', heed);
}

/** Watch the GPU process until the app quits. @param inSoftware whether the app draws without the graphics card. */
export function watchGpu(inSoftware: boolean, log: Log): void {
  let ends = 0;
  let lastEndMs = 0;
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit' || isQuitting) return;
    const uptimeMs = process.uptime() * 1_000;
    ends = countEnd(ends, uptimeMs - lastEndMs);
    lastEndMs = uptimeMs;
    log(`GPU process ended: ${reason}`);
    const args = decideGpu(ends, inSoftware, uptimeMs, process.argv.slice(1));
    if (args === null) return;
    log(`GPU process ended ${ends} times: starting again`);
    relaunch(args);
    app.quit();
  });
}
