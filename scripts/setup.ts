// `npm run setup`: everything that building, testing and the demo need. Those do the same by themselves.

import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { prepare } from './prepare.ts';

await runCommand(COMMANDS.setup, async () => {
  const isLinux = process.platform === 'linux';
  await prepare({ virtualDesktop: isLinux, examples: isLinux });
});
