// Every npm script of ours starts here: `node scripts/run.cjs <command> [arguments]`. Plain enough for any Node to parse,
// so that one that is too old says so instead of failing on syntax that it does not know.

const { node: range } = require('../package.json').engines;

const needed = /(\d+)\.(\d+)/.exec(range) || [];
const found = process.versions.node.split('.');
const isOldEnough = Number(found[0]) - Number(needed[1]) || Number(found[1]) - Number(needed[2]);

if (isOldEnough < 0) {
  process.stderr.write(
    `Node ${needed[0]} or newer is needed; this is ${process.version}.\n` +
      'Get one from https://nodejs.org/en/download, or with nvm ("nvm install 24"), and try again in a new terminal.\n',
  );
  process.exitCode = 1;
} else {
  import('./launch.mjs').then(({ launch }) => launch(...process.argv.slice(2)));
}
