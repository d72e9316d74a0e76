// `npm run build`: builds the three parts into out/.

import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { runTools } from './run-tools.ts';

await runCommand(COMMANDS.build, () => runTools(['vite/bin/vite.js', 'build', '--app']));
