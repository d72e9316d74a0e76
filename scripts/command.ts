import type { ParseArgsConfig } from 'node:util';
import { readArguments, UsageError } from './read-arguments.mjs';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/**
 * Runs what a command does, with what was typed behind it, and sets the exit code. An error is told without its stack,
 * which would hide what to do; a `UsageError` with how the command is called.
 *
 * @param command its row of commands.mjs.
 */
export async function runCommand<O extends NonNullable<ParseArgsConfig['options']>>(
  command: { readonly usage: string; readonly options: O; readonly operands: number },
  run: (typed: ReturnType<typeof readArguments<O>>) => Promise<void>,
): Promise<void> {
  try {
    await run(readArguments(command, process.argv.slice(2)));
  } catch (error) {
    process.exitCode = tellFailure(error, command);
  }
}

/** Says why a command failed. @returns its exit code. */
export function tellFailure(error: unknown, { usage }: { readonly usage: string }): number {
  const message = error instanceof Error ? error.message : String(error);
  const isUsage = error instanceof UsageError;
  process.stderr.write(isUsage ? `${message}\n\n${usage}\n` : `${message}\n`);
  return isUsage ? EXIT_USAGE : EXIT_FAILED;
}

/**
 * The value of an option that has to be one of a few.
 * @throws UsageError when it is none of them.
 */
export function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`--${option} ${value}: give one of ${known.join(', ')}`);
  return found;
}
