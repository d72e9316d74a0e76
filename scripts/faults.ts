// `npm run faults`: the fault tests at full length, about 40 minutes. docs/reliability.md has the results.

import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { runTests } from './run-tests.ts';

const finish = endOnSignal('The tests were ended.');
await runCommand(COMMANDS.faults, async () => {
  process.env['FAULTS'] = 'long';
  process.exitCode = (await runTests(['faults'])) ? 0 : 1;
});
finish();
