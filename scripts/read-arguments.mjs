// Reads a command's arguments. It runs before any package is installed: no dependencies, and nothing newer than Node 20.

import { parseArgs } from 'node:util';

/** The arguments are wrong; the message says why, and `runCommand` adds the usage. */
export class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

/**
 * Split the arguments at `--`: those before it are the command's own, the others are for the program that it starts.
 * @type {(args: readonly string[]) => { own: string[], passedOn: string[] }}
 */
export function splitArguments(args) {
  const at = args.indexOf('--');
  return at === -1 ? { own: [...args], passedOn: [] } : { own: args.slice(0, at), passedOn: args.slice(at + 1) };
}

/** @type {(args: readonly string[]) => boolean} */
export function asksForHelp(args) {
  return splitArguments(args).own.some((arg) => arg === '--help' || arg === '-h');
}

/**
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} O
 * @param {{ options?: O, operands?: number, passesOn?: boolean }} command
 * @param {readonly string[]} args
 * @throws UsageError if the command does not take one of them.
 */
export function readArguments({ options, operands = 0, passesOn = false }, args) {
  const { values, positionals } = parse(
    /** @type {O} */ (options ?? {}),
    passesOn ? splitArguments(args).own : [...args],
  );
  const surplus = positionals.slice(operands);
  if (surplus.length > 0) throw new UsageError(`Unexpected argument: ${surplus.join(' ')}`);
  return { values, operands: positionals };
}

/**
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} O
 * @param {O} options
 * @param {string[]} args
 */
function parse(options, args) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node's further sentences explain how to quote an argument, which helps nobody here.
    throw new UsageError((error instanceof Error ? error.message : String(error)).replace(/\. To specify .*$/s, ''));
  }
}
