// `npm start`: builds the overlay and runs it against the user's own client, until it quits.

import { spawn } from 'node:child_process';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { requireDisplay } from './display.ts';
import { overlayArguments } from './overlay-process.ts';
import { prepare } from './prepare.ts';

await runCommand(COMMANDS.start, async () => {
  requireDisplay(process.platform, process.env);
  const electron = await prepare({ virtualDesktop: false });
  await buildApp();
  const args = [...overlayArguments(process.env, process.getuid?.()), ...process.argv.slice(2)];
  const overlay = spawn(electron, args, { stdio: 'inherit' });
  // Ctrl-C reaches the overlay by itself; a second signal would end it before it has taken its leave.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => overlay.kill(signal));
  await new Promise<void>((resolve, reject) => {
    overlay.once('error', reject);
    overlay.once('exit', (code, signal) => {
      if (code === null) reject(new Error(`The overlay was ended by ${signal}.`));
      process.exitCode = code ?? 1;
      resolve();
    });
  });
});
