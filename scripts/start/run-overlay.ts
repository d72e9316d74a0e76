import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TerminalStatus } from '../../src-main/start/starter.ts';
import { worthTelling } from './chatter.ts';
import { parseTerminalStatus, terminalLines } from './terminal-lines.ts';

/** If the overlay fails, Chromium's last lines are printed too: they may name the cause. */
const HELD_LINES = 20;

/** How an overlay ended. */
export interface OverlayEnd {
  readonly code: number;
  /** Whether it ever reported its status. An overlay whose profile is in use does not. */
  readonly hasReported: boolean;
}

/**
 * Run the overlay until it ends, and print its status as it changes.
 *
 * @throws if it can't be started, or a signal ended it.
 */
export function runOverlay(electron: string, args: readonly string[]): Promise<OverlayEnd> {
  const overlay = spawn(electron, args, { stdio: ['inherit', 'inherit', 'pipe', 'ipc'] });
  // Ctrl-C reaches the overlay by itself; a second signal would end it before it has said goodbye to its clients.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => overlay.kill(signal));

  let status: TerminalStatus | null = null;
  overlay.on('message', (message) => {
    const now = parseTerminalStatus(message);
    if (now === null) return;
    for (const line of terminalLines(status, now)) console.log(line);
    status = now;
  });

  const held: string[] = [];
  if (overlay.stderr !== null) {
    createInterface({ input: overlay.stderr }).on('line', (line) => {
      const text = worthTelling(line);
      if (text !== null) process.stderr.write(`${text}\n`);
      else if (held.push(line) > HELD_LINES) held.shift();
    });
  }
  return new Promise((resolve, reject) => {
    overlay.once('error', reject);
    overlay.once('close', (code, signal) => {
      if (code !== 0) for (const line of held) process.stderr.write(`${line}\n`);
      if (code === null) reject(new Error(`The overlay was ended by ${signal}.`));
      else resolve({ code, hasReported: status !== null });
    });
  });
}
