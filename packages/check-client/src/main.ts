#!/usr/bin/env node
// Check a client, and tell its author what to fix. Exit code 0: nothing is wrong; 1: something is; 2: wrong arguments.

import { parseArguments } from './arguments.ts';
import { judge } from './judge.ts';
import { findClient, observe } from './observe.ts';
import { asJson, asText } from './report.ts';
import { usage } from './usage.mjs';
import { UsageError } from './usage-error.ts';

const EXIT_WRONG = 1;
const EXIT_USAGE = 2;
/** The sources run in the repository only; the package holds compiled files. */
const USAGE = usage(
  import.meta.filename.endsWith('.ts') ? 'npm run check-client --' : 'npx @asystent-overlay/check-client',
);

try {
  const args = parseArguments(process.argv.slice(2));
  if (args === null) {
    console.log(USAGE);
  } else {
    const points = judge(await observe({ ...args, http: args.http ?? (await findClient(args.usualHttp)) }));
    console.log(args.asJson ? asJson(args.socket.address, points) : asText(points));
    if (points.some(({ verdict }) => verdict === 'wrong')) process.exitCode = EXIT_WRONG;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
