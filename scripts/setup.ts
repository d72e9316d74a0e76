// `npm run setup`: installs everything that building, testing and the demo need. They do so themselves, too.

import { TESTED_DESKTOPS } from '../test/lab/desktops.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { prepare } from './prepare.ts';

await runCommand(COMMANDS.setup, async () => {
  const isLinux = process.platform === 'linux';
  await prepare({ virtualDesktop: isLinux, examples: isLinux, desktops: isLinux ? TESTED_DESKTOPS : [] });
});
