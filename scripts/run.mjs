// Runs a TypeScript file of this project: `node scripts/run.mjs <file.ts> [arguments]`. It needs nothing but Node 20
// and npm: packages are installed first if they are missing, and the file runs on the Node that the packages bring.
// One entry for all npm scripts, because a shell keeps using the `node` that it found before the packages were there.

import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { installPackages, packagedNode } from './packages.mjs';

const ROOT = join(import.meta.dirname, '..');

/** The first Node that runs TypeScript files as they are. */
const OLDEST_NODE = [22, 18];

const [file, ...args] = process.argv.slice(2);
if (!file) throw new Error('usage: node scripts/run.mjs <file.ts> [arguments]');
try {
  await installPackages(ROOT);
  await runFile(chooseNode(), file, args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function chooseNode() {
  const packaged = packagedNode(ROOT);
  if (packaged) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;
  throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed here; this is ${process.versions.node}.`);
}

/**
 * Runs the file in this process's place: same terminal, same signals, same exit code.
 * @type {(node: string, file: string, args: string[]) => Promise<void>}
 */
function runFile(node, file, args) {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(node, [file, ...args], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: path } });
  // Ctrl-C reaches the child by itself, as it sits at the same terminal; here it only must not end the wait.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}
