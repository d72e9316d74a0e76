import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';

/** What the command line asks for. */
export interface Arguments {
  /** One JSON object on the standard output, and nothing else there. */
  readonly json: boolean;
  /** Shorter, less exact, and without the document. */
  readonly quick: boolean;
  /** The parts to run, in their order. */
  readonly parts: readonly string[];
}

/**
 * @param args what follows the script's name.
 * @param known the names of all parts, in the order in which they run.
 * @throws UsageError
 */
export function parseArguments(args: readonly string[], known: readonly string[]): Arguments {
  const usage = `usage: npm run bench -- [--quick] [--json] [part …]\nparts: ${known.join(', ')}`;
  const { values, positionals } = parse(args, usage);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`There is no part "${unknown.join('", "')}".\n${usage}`);
  return {
    json: values.json,
    quick: values.quick,
    parts: known.filter((name) => positionals.length === 0 || positionals.includes(name)),
  };
}

function parse(args: readonly string[], usage: string) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
