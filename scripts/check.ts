// `npm run check`: types, formatting and lint.

import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { runTools } from './run-tools.ts';

await runCommand(COMMANDS.check, () => runTools(['typescript/bin/tsc'], ['@biomejs/biome/bin/biome', 'ci']));
