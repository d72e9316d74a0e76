// Runs a command of this project. It needs only Node 20 and npm: it installs missing packages first, and runs the command
// on the Node that they bring. All npm scripts start here, because a shell keeps using the `node` that it found before the
// packages were installed.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { COMMANDS } from './commands.mjs';
import { installPackages, packagedNode } from './install/packages.mjs';
import { asksForHelp, readArguments, UsageError } from './read-arguments.mjs';

const ROOT = join(import.meta.dirname, '..');

/** The first Node that runs TypeScript files directly. */
const OLDEST_NODE = [22, 18];

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** @type {Readonly<Record<string, import('./commands.mjs').Command>>} */
const commands = COMMANDS;

/**
 * A text that is printed instead of running a command.
 *
 * @typedef {object} Answer
 * @property {string} text
 * @property {number} code The exit code.
 */

/**
 * Return the answer to --help or to wrong arguments.
 *
 * @type {(command: import('./commands.mjs').Command, args: readonly string[]) => Answer | null}
 * @returns null if the command should run.
 */
export function answerTo(command, args) {
  if (command.passesAll && args[0] !== undefined && !args[0].startsWith('-')) return null;
  if (asksForHelp(args)) return { text: command.usage, code: 0 };
  try {
    readArguments(command, args);
    return null;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { text: `${error.message}\n\n${command.usage}`, code: EXIT_USAGE };
  }
}

/**
 * Runs a command, with its exit code as this process's.
 * @type {(name?: string, ...args: string[]) => Promise<void>}
 */
export async function launch(name = '', ...args) {
  const command = commands[name];
  if (command === undefined) {
    const names = Object.keys(commands).join(', ');
    end({ text: `Usage: node scripts/run.cjs <command> [arguments]\nCommands: ${names}`, code: EXIT_USAGE });
    return;
  }
  const answer = answerTo(command, args);
  if (answer !== null) {
    end(answer);
    return;
  }
  try {
    if (!command.needsNoPackages) installPackages(ROOT);
    const node = command.needsNoPackages ? process.execPath : chooseNode();
    const { first, file, args: fixed = [], env } = command;
    process.exitCode = first === undefined ? 0 : await runFile(node, first, []);
    if (process.exitCode === 0) process.exitCode = await runFile(node, file, [...fixed, ...args], env);
  } catch (error) {
    end({ text: error instanceof Error ? error.message : String(error), code: EXIT_FAILED });
  }
}

/**
 * Run a script in this process's place: same terminal, same signals.
 *
 * @param {string} node The Node to run it with.
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] Variables besides those of this process.
 * @returns {Promise<number>} its exit code; a shell's code if a signal ended it.
 */
export function runFile(node, file, args, env = {}) {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(node, [file, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: path },
  });
  // Ctrl-C reaches the child too, through the terminal; here it must not end the wait.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** @type {(answer: Answer) => void} */
function end({ text, code }) {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = code;
}

function chooseNode() {
  const packaged = packagedNode(ROOT);
  if (packaged) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return process.execPath;
  throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed here; this is ${process.version}.`);
}
