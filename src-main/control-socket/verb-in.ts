import { isVerb, type Verb } from './verbs.ts';

/** A verb on the command line. */
export interface VerbCall {
  readonly verb: Verb;
  /** The arguments after it. */
  readonly args: readonly string[];
  /** The profile's name, wherever it stands; null: the default one. */
  readonly profile: string | null;
}

/**
 * Find a verb: it is the first word. Pure.
 * @param args without the executable.
 * @returns null when there is none, which is an ordinary start.
 */
export function verbIn(args: readonly string[]): VerbCall | null {
  const named = args.findIndex((arg) => arg === '--profile' || arg.startsWith('--profile='));
  const isJoined = named >= 0 && args[named] !== '--profile';
  const profile =
    named < 0 ? null : isJoined ? (args[named] ?? '').slice('--profile='.length) : (args[named + 1] ?? null);
  // One without its name is left for the verb to complain about.
  const others = profile === null ? args : args.toSpliced(named, isJoined ? 1 : 2);
  const at = others.findIndex((arg) => !arg.startsWith('-'));
  const verb = others[at];
  if (!isVerb(verb)) return null;
  const help = others.slice(0, at).filter((arg) => arg === '--help' || arg === '-h');
  return { verb, args: [...help, ...others.slice(at + 1)], profile };
}
