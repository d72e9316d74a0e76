import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What was typed can't be used; the message says what can. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * Runs what a command does. An error is told without its stack, which would hide what to do; the exit code is then 2 for
 * a `UsageError`, and else 1.
 */
export async function runCommand(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/**
 * Reads the options of a command.
 * @param usage how it is called, for the message.
 * @throws UsageError when there is anything else.
 */
export function parseOptions<O extends NonNullable<ParseArgsConfig['options']>>(
  options: O,
  usage: string,
  args: string[] = process.argv.slice(2),
) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\nusage: ${usage}`);
  }
}
