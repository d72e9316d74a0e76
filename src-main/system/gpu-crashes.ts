import { app } from 'electron';
import type { Log } from './log.ts';
import { relaunch } from './relaunch.ts';

/**
 * Chromium starts its GPU process again when that ends, and ends the whole app when it has ended too often: at the sixth
 * time where it draws in software (seen on Electron 33), later where it has a graphics card to give up first.
 */
const LAST_END_PUT_UP_WITH = 5;

/** A graphics driver that fails this soon after the start will fail again. */
const SOON_MS = 60_000;

export type GpuDecision =
  | { readonly kind: 'go-on' }
  /** Start the app again, which makes Chromium forget, with these arguments. */
  | { readonly kind: 'relaunch'; readonly args: readonly string[] };

/**
 * What is to be done when the GPU process has ended. Pure.
 * @param ends how often it has ended in this run of the app.
 * @param uptimeMs how long this run has lasted.
 * @param args what follows the executable.
 */
export function decideGpu(ends: number, uptimeMs: number, args: readonly string[]): GpuDecision {
  if (ends !== LAST_END_PUT_UP_WITH) return { kind: 'go-on' };
  if (uptimeMs > SOON_MS) return { kind: 'relaunch', args };
  // Without a graphics card there is nothing left to do without: better an end than a chain of starts.
  return args.includes('--disable-gpu') ? { kind: 'go-on' } : { kind: 'relaunch', args: ['--disable-gpu', ...args] };
}

/** Watches the GPU process until the app quits. */
export function watchGpu(log: Log): void {
  let ends = 0;
  let isQuitting = false;
  app.on('before-quit', () => {
    isQuitting = true;
  });
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit' || isQuitting) return;
    ends += 1;
    log(`GPU process ended: ${reason}`);
    const decision = decideGpu(ends, process.uptime() * 1_000, process.argv.slice(1));
    if (decision.kind === 'go-on') return;
    log(`GPU process ended ${ends} times: starting again`);
    relaunch(decision.args);
    app.quit();
  });
}
