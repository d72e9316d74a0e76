// `npm run setup`: everything that building, testing and the demo need. Those do the same by themselves.

import { runCommand } from './command.ts';
import { prepare } from './prepare.ts';

await runCommand(async () => {
  const isLinux = process.platform === 'linux';
  await prepare({ virtualDesktop: isLinux, examples: isLinux });
});
