// `npm start`: builds the overlay and runs it against the user's own client, until it quits.

import { spawn } from 'node:child_process';
import { buildApp } from './build-app.ts';
import { overlayArguments } from './overlay-process.ts';
import { prepare } from './prepare.ts';

const electron = await prepare({ virtualDesktop: false });
await buildApp();
const overlay = spawn(electron, overlayArguments(process.env, process.getuid?.()), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => overlay.kill(signal));
overlay.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
