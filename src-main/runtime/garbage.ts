import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type App, webContents } from 'electron';
import { CHANNEL } from '../../src-shared/bubble-contract.ts';

/** Favours small heaps over speed, and lets garbage be collected when we know that there is time for it. */
const HEAP_FLAGS = '--optimize-for-size --expose-gc';

/**
 * The main process is there before it could be told how large its young generation may become, so it is told not to let
 * it grow: 2 MB instead of up to 8 (measured on Electron 33).
 */
const MAIN_HEAP_FLAG = '--semi-space-growth-factor=1';

/**
 * Keeps the heaps of all processes small: what lives all day and says a few words would keep the garbage of its busiest
 * minute. To be called before Electron is ready.
 */
export function limitHeaps(app: Pick<App, 'commandLine'>): void {
  for (const flag of [...HEAP_FLAGS.split(' '), MAIN_HEAP_FLAG]) setFlagsFromString(flag);
  app.commandLine.appendSwitch('js-flags', HEAP_FLAGS);
}

/**
 * Puts away the garbage of this process, which takes 30 to 70 ms, and of the pages that listen, which takes them 20 ms.
 * V8 does that by itself only once a heap has grown by 10 MB (`kCommittedMemoryDelta` in its memory-reducer.cc), so that
 * after a burst a few MB of garbage would lie about in every process until the next one. Only as a last resort does it
 * give the memory back as well.
 */
export function collectGarbage(): void {
  for (const contents of webContents.getAllWebContents()) contents.send(CHANNEL.tidy);
  // The function is a global of every context that is made after the flag was set.
  const collect: unknown = runInNewContext('globalThis.gc');
  if (typeof collect === 'function') void collect({ type: 'major', execution: 'async', flavor: 'last-resort' });
}
