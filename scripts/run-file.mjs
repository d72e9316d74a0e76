import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/**
 * Run a script in this process's place: same terminal, same signals.
 *
 * @param {string} node The Node to run it with.
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<number>} its exit code; a shell's code if a signal ended it.
 */
export function runFile(node, file, args) {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(node, [file, ...args], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: path } });
  // Ctrl-C reaches the child too, through the terminal; here it must not end the wait.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
