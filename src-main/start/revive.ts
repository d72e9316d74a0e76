import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { app } from 'electron';
import { hasAtom, makeAtom } from '../desktop/x-server.ts';
import type { Log } from '../runtime/log.ts';
import { ownAppImage } from './own-app-image.ts';
import { markOf, nextRevival, REVIVAL_VARIABLE, REVIVING_SHELL, revivalIn } from './revival.ts';

/** A display server that stays away this long does not come back: the session has ended. */
const ATTEMPTS = 20;
const ATTEMPT_DELAY_MS = 1_000;

/**
 * Wait for the display server, if this start is to bring back an overlay that ended with it. Call before the app is ready,
 * which it only becomes with a display.
 * @returns whether to start: not if the server is the same as before, so that something else ended the overlay.
 */
export async function mayStart(): Promise<boolean> {
  const revival = revivalIn(process.env);
  if (revival === null) return true;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const isSameServer = await hasAtom(process.env, revival.mark);
    if (isSameServer !== null) return !isSameServer;
    await setTimeout(ATTEMPT_DELAY_MS);
  }
  return false;
}

/** Let a shell bring this overlay back if it ends with its display server. */
export async function reviveWithDisplay(log: Log): Promise<void> {
  const last = revivalIn(process.env);
  if (last !== null) log(`back after the end of the display server, for the ${last.count}. time`);
  const mark = markOf(process.pid);
  const variable = nextRevival(last, mark);
  if (variable === null || (await makeAtom(process.env, mark)) === null) return;
  const args = process.argv.slice(1);
  const program = ownAppImage(process.env, process.execPath) ?? process.execPath;
  const again = [program, ...args, ...(args.includes('--once') ? [] : ['--once'])];
  const shell = spawn('/bin/sh', ['-c', REVIVING_SHELL, 'sh', ...again], {
    env: { ...process.env, [REVIVAL_VARIABLE]: variable },
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to the overlay's process group does not reach it.
    detached: true,
  });
  shell.on('error', (error) => log(`nothing brings the overlay back after its display server: ${error}`));
  app.on('quit', () => shell.kill());
}
