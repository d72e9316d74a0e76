/** Needs no quotes in a shell. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Return a command as one line for a POSIX shell, which starts a program with exactly these arguments. */
export function shellLine(command: readonly string[]): string {
  return command.map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
