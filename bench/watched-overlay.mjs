// The built overlay with its pages watched. Its folder also has the build, out/.

import { watchPages } from './watch-pages.mjs';

watchPages();
const main = './out/main/main.js';
await import(main);
