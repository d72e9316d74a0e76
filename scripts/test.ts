// `npm test`: runs the tests and ends with the line "N passed, N failed".

import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { runTests } from './run-tests.ts';

const finish = endOnSignal('The tests were ended.');
await runCommand(COMMANDS.test, async ({ operands }) => {
  process.exitCode = (await runTests(operands)) ? 0 : 1;
});
// A test that failed half-way may have left pending work.
finish();
