import { app } from 'electron';
import { relaunch } from '../start/relaunch.ts';
import type { Log } from './log.ts';

/**
 * Chromium starts its GPU process again when that ends, and ends the whole app when it has ended too often: at the sixth
 * time where it draws in software (seen on Electron 33), later where it has a graphics card to give up first.
 */
const LAST_END_PUT_UP_WITH = 5;

/**
 * Chromium forgives an end for each such time that has passed since the last one. It was 60 minutes and is 5 in newer
 * versions (`kForgiveGpuCrashMinutes` in gpu_process_host.cc).
 */
const FORGIVEN_AFTER_MS = 3_600_000;

/** A graphics driver that fails this soon after the start will fail again. */
const SOON_MS = 60_000;

export type GpuDecision =
  | { readonly kind: 'go-on' }
  /** Start the app again, which makes Chromium forget, with these arguments. */
  | { readonly kind: 'relaunch'; readonly args: readonly string[] };

/**
 * What is to be done when the GPU process has ended. Pure.
 * @param ends how often it has ended and was not forgiven.
 * @param uptimeMs how long this run has lasted.
 * @param args what follows the executable.
 */
export function decideGpu(ends: number, uptimeMs: number, args: readonly string[]): GpuDecision {
  if (ends !== LAST_END_PUT_UP_WITH) return { kind: 'go-on' };
  if (uptimeMs > SOON_MS) return { kind: 'relaunch', args };
  // Without a graphics card there is nothing left to do without: better an end than a chain of starts.
  return args.includes('--disable-gpu') ? { kind: 'go-on' } : { kind: 'relaunch', args: ['--disable-gpu', ...args] };
}

/**
 * How many ends count after one more. Pure.
 * @param ends how many counted before.
 * @param sinceLastMs the time from the last one to this.
 */
export function countEnd(ends: number, sinceLastMs: number): number {
  return Math.max(0, ends - Math.floor(sinceLastMs / FORGIVEN_AFTER_MS)) + 1;
}

/** Watches the GPU process until the app quits. */
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
    const decision = decideGpu(ends, uptimeMs, process.argv.slice(1));
    if (decision.kind === 'go-on') return;
    log(`GPU process ended ${ends} times: starting again`);
    relaunch(decision.args);
    app.quit();
  });
}
