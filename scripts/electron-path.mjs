// `npm run --silent electron-path`: print the path of the Electron executable, and nothing else, to stdout.

import { findElectron } from './install/electron-runtime.mjs';

try {
  process.stdout.write(`${await findElectron()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
