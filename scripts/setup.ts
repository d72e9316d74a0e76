// `npm run setup`: everything that building, testing and the demo need. Those do the same by themselves.

import { prepare } from './prepare.ts';

const isLinux = process.platform === 'linux';
await prepare({ virtualDesktop: isLinux, examples: isLinux });
