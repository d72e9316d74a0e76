// `npm run pictures`: regenerates docs/screenshots: the screens that the end-to-end tests saved, one turn as a moving
// picture, and the settings and diagnostics windows.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { filmTurns } from './pictures/moving-picture.ts';
import { assembleScreens, SCREEN_TESTS } from './pictures/screen-pictures.ts';
import { photographWindows } from './pictures/window-pictures.ts';
import { prepare } from './prepare.ts';
import { PROJECT_ROOT } from './project-root.ts';

endOnSignal('The pictures were ended; those that were made stay.');
await runCommand(COMMANDS.pictures, async () => {
  const electron = await prepare({ virtualDesktop: true });
  // They build the app too.
  const tests = spawnSync(process.execPath, [join(PROJECT_ROOT, 'scripts/test.ts'), 'e2e', ...SCREEN_TESTS], {
    stdio: 'inherit',
  });
  if (tests.status !== 0) throw new Error('The pictures are left as they were, because not all tests passed.');
  await assembleScreens();
  await filmTurns(electron);
  await photographWindows(electron);
});
