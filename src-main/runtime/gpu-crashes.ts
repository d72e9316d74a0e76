import { app } from 'electron';
import { relaunch } from '../start/relaunch.ts';
import type { Log } from './log.ts';

/**
 * Chromium restarts its GPU process, and ends the whole app when that has crashed too often: at the sixth time if it draws
 * in software (seen on Electron 33), later if it has a graphics card to give up first.
 */
const CRASHES_MAX = 5;

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
 * @param uptimeMs the time since the start of this run.
 * @param args without the executable.
 * @returns the arguments of a restart of the app, which resets Chromium's count; null: go on.
 */
export function decideGpu(ends: number, uptimeMs: number, args: readonly string[]): readonly string[] | null {
  if (ends !== CRASHES_MAX) return null;
  if (uptimeMs > SOON_MS) return args;
  // Already without the graphics card: let the app end rather than restart for ever.
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

/** Watch the GPU process until the app quits. */
export function watchGpu(log: Log): void {
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
    const args = decideGpu(ends, uptimeMs, process.argv.slice(1));
    if (args === null) return;
    log(`GPU process ended ${ends} times: starting again`);
    relaunch(args);
    app.quit();
  });
}
