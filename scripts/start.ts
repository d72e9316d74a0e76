// `npm start`: builds the overlay and runs it with the user's own client, until it quits. If one is already running, that
// one opens its settings instead, as after any second start.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { overlayArguments } from '../test/lab/overlay-process.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { requireDisplay } from './display.ts';
import { prepare } from './prepare.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { splitArguments } from './read-arguments.mjs';
import { runOverlay } from './start/run-overlay.ts';
import { isOverlayRunning, profileFolder } from './start/running-overlay.ts';

await runCommand(COMMANDS.start, async ({ values }) => {
  requireDisplay(process.platform, process.env);
  const folder = profileFolder(process.env, values.profile);
  const electron = await prepare({ virtualDesktop: false });
  // The one that is running may still load its pages from the current build.
  if (!isOverlayRunning(folder) || !existsSync(join(PROJECT_ROOT, 'out', 'main', 'main.js'))) {
    console.log('Building …');
    await buildApp();
  }
  const { own, passedOn } = splitArguments(process.argv.slice(2));
  const args = [...passedOn, ...overlayArguments(process.env, process.getuid?.()), ...own];
  const { code, hasReported } = await runOverlay(electron, args);
  process.exitCode = code;
  // Checked only now, because another one may have started or ended during the build.
  if (code === 0 && !hasReported && isOverlayRunning(folder)) {
    console.log('It is already running; its settings are open now. To restart it, quit it first.');
  }
});
