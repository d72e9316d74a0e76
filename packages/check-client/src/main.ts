// `npm run check-client`: tells the author of a client what it does right and wrong. Ends with 0 when nothing is wrong, with
// 1 when something is, and with 2 when it was not called properly.

import { runCommand } from '../../../scripts/command.ts';
import { COMMANDS } from '../../../scripts/commands.mjs';
import { chooseEndpoints } from './arguments.ts';
import { judge, report } from './judge.ts';
import { findClient, observe } from './observe.ts';

const EXIT_WRONG = 1;

await runCommand(COMMANDS['check-client'], async ({ values, operands: [address] }) => {
  const chosen = chooseEndpoints(values, address);
  const http = chosen.http ?? (await findClient(chosen.usualHttp));
  const points = judge(await observe({ ...chosen, http }));
  console.log(report(points));
  if (points.some(({ verdict }) => verdict === 'wrong')) process.exitCode = EXIT_WRONG;
});
