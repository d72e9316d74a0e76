// The built overlay with its pages watched. Stands beside the build's folder out/.

import { watchPages } from './watch-pages.mjs';

watchPages();
const main = './out/main/main.js';
await import(main);
