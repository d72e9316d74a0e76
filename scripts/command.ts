import type { ParseArgsConfig } from 'node:util';
import { readArguments, UsageError } from './read-arguments.mjs';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/**
 * Run a command with its arguments, and set the exit code. Print an error without its stack, which would hide the advice,
 * and a `UsageError` with the command's usage.
 *
 * @param command its row of commands.mjs.
 */
export async function runCommand<O extends NonNullable<ParseArgsConfig['options']>>(
  command: { readonly usage: string; readonly options?: O; readonly operands?: number },
  run: (typed: ReturnType<typeof readArguments<O>>) => Promise<void>,
): Promise<void> {
  try {
    await run(readArguments(command, process.argv.slice(2)));
  } catch (error) {
    process.exitCode = tellFailure(error, command);
  }
}

/** Print why a command failed. @returns its exit code. */
export function tellFailure(error: unknown, { usage }: { readonly usage: string }): number {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof UsageError;
  process.stderr.write(isUsage ? `${message}\n\n${usage}\n` : `${message}\n`);
  return isUsage ? EXIT_USAGE : EXIT_FAILED;
}

/**
 * Return the value of an option that allows only these.
 * @throws UsageError for any other value.
 */
export function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`--${option} ${value}: give one of ${known.join(', ')}`);
  return found;
}
