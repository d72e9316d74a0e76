// Runs before npm publishes a package, which then has to say who makes it (CONTRIBUTING.md, "Make a version").

import { readFileSync } from 'node:fs';

if (/\.invalid\b/.test(readFileSync('package.json', 'utf8'))) {
  console.error('package.json has placeholders (.invalid). Replace them with one line:');
  console.error("npm pkg set --workspaces homepage=https://… repository.url=git+https://….git 'author=NAME <MAIL>'");
  process.exit(1);
}
