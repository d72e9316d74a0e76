// `npm run check-client -- [ws://127.0.0.1:6001] [options]`: tells the author of a client what it does right and wrong.
// Ends with 0 when nothing is wrong, with 1 when something is, and with 2 when it was not called properly.

import { parseArguments, USAGE } from './check-client/arguments.ts';
import { judge, report } from './check-client/judge.ts';
import { observe } from './check-client/observe.ts';
import { UsageError } from './command.ts';

const EXIT_WRONG = 1;
const EXIT_USAGE = 2;

try {
  const args = parseArguments(process.argv.slice(2));
  if (args === null) {
    console.log(USAGE);
  } else {
    const points = judge(await observe(args));
    console.log(report(points));
    if (points.some(({ verdict }) => verdict === 'wrong')) process.exitCode = EXIT_WRONG;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
