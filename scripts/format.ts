// `npm run format`: formats and fixes files in place.

import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { runTools } from './run-tools.ts';

await runCommand(COMMANDS.format, ({ operands }) =>
  runTools(['@biomejs/biome/bin/biome', 'check', '--write', ...operands]),
);
