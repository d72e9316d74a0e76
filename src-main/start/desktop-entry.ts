/**
 * Reading and writing the parts of a desktop entry that matter to starting at login, as the Desktop Entry Specification
 * 1.5 says: https://specifications.freedesktop.org/desktop-entry-spec/latest/
 */

/** What needs no quotes in a command line. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** What follows a backslash in a string value, other than itself. */
const ESCAPED: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r' };

/**
 * The value of an `Exec` key that starts a program with exactly these arguments.
 *
 * Three layers, of which the reader takes off the last one first: quotes around an argument with a backslash before
 * `"`, backtick, `$` and `\`; `%%` for `%`; and the escapes of every string value.
 */
export function execValue([program, ...args]: readonly [string, ...string[]]): string {
  // GLib looks for the program before it turns `%%` into `%`, and so finds none whose path has a percent sign.
  const findable = program.includes('%') ? ['/usr/bin/env', program] : [program];
  const line = [...findable, ...args]
    .map((argument) => (PLAIN.test(argument) ? argument : `"${argument.replace(/["`$\\]/g, '\\$&')}"`))
    .map((argument) => argument.replaceAll('%', '%%'))
    .join(' ');
  return stringValue(line);
}

/** The program that the value of an `Exec` key starts; empty when it starts none. The inverse of `execValue`. */
export function execProgram(value: string): string {
  const line = value.replace(/\\(.)/g, (_pair, letter: string) => ESCAPED[letter] ?? letter);
  const [, quoted, plain = ''] = /^(?:\/usr\/bin\/env )?(?:"((?:[^"\\]|\\.)*)"|(\S*))/.exec(line) ?? [];
  return (quoted?.replace(/\\(.)/g, '$1') ?? plain).replaceAll('%%', '%');
}

/** A string as the value of a key. */
export function stringValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
}

/** The raw value of a key in the group `[Desktop Entry]`; null when it is not there. */
export function entryValue(text: string, key: string): string | null {
  const line = mainGroup(text).find((candidate) => keyOf(candidate) === key);
  return line === undefined ? null : line.slice(line.indexOf('=') + 1).trim();
}

/**
 * The same entry with this value for a key, which is added at the end of the group if it is not there; everything else
 * stays, also what others have added.
 * @param value raw, as `execValue` gives it.
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

/** The lines up to the end of the group `[Desktop Entry]`, which comes first in a valid file. */
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
