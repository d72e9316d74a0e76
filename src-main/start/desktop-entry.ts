/**
 * Reading and writing the parts of a desktop entry that matter to starting at login, as the Desktop Entry Specification
 * 1.5 says: https://specifications.freedesktop.org/desktop-entry-spec/latest/
 */

/** Needs no quotes in a command line. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The letters after a backslash that do not stand for themselves, in a string value. */
const ESCAPED: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r' };

/**
 * Return the value of an `Exec` key that starts a program with exactly these arguments.
 *
 * Three layers, which the reader removes in reverse: quotes around an argument, with a backslash before `"`, backtick,
 * `$` and `\`; `%%` for `%`; the escapes of every string value.
 */
export function execValue([program, ...args]: readonly [string, ...string[]]): string {
  // GLib looks for the program before it turns `%%` into `%`, and so never finds a path with a percent sign.
  const findable = program.includes('%') ? ['/usr/bin/env', program] : [program];
  const line = [...findable, ...args]
    .map((argument) => (PLAIN.test(argument) ? argument : `"${argument.replace(/["`$\\]/g, '\\$&')}"`))
    .map((argument) => argument.replaceAll('%', '%%'))
    .join(' ');
  return stringValue(line);
}

/** Return the program that an `Exec` value starts; empty if it starts none. The inverse of `execValue`. */
export function execProgram(value: string): string {
  const line = value.replace(/\\(.)/g, (_pair, letter: string) => ESCAPED[letter] ?? letter);
  const [, quoted, plain = ''] = /^(?:\/usr\/bin\/env )?(?:"((?:[^"\\]|\\.)*)"|(\S*))/.exec(line) ?? [];
  return (quoted?.replace(/\\(.)/g, '$1') ?? plain).replaceAll('%%', '%');
}

/** Escape a string for use as a key's value. */
export function stringValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
}

/** Return the raw value of a key in the group `[Desktop Entry]`; null if it is missing. */
export function entryValue(text: string, key: string): string | null {
  const line = mainGroup(text).find((candidate) => keyOf(candidate) === key);
  return line === undefined ? null : line.slice(line.indexOf('=') + 1).trim();
}

/**
 * Set a key's value, or add the key at the end of the group. Everything else stays, including additions of others.
 * @param value raw, as `execValue` returns it.
 */
export function withValue(text: string, key: string, value: string): string {
  const group = mainGroup(text);
  const at = group.findIndex((candidate) => keyOf(candidate) === key);
  const isThere = at !== -1;
  const end = group.findLastIndex((line) => line.trim() !== '') + 1;
  return text
    .split('\n')
    .toSpliced(isThere ? at : end, isThere ? 1 : 0, `${key}=${value}`)
    .join('\n');
}

/** Return the lines up to the end of the group `[Desktop Entry]`, which comes first in a valid file. */
function mainGroup(text: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === '[Desktop Entry]');
  if (start === -1) return [];
  const next = lines.findIndex((line, index) => index > start && line.startsWith('['));
  return next === -1 ? lines : lines.slice(0, next);
}

function keyOf(line: string): string | null {
  const equals = line.indexOf('=');
  return equals === -1 || line.startsWith('#') ? null : line.slice(0, equals).trim();
}
