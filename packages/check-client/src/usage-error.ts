/** The command line, or a file that it names, is wrong. The message is for the user. */
export class UsageError extends Error {
  override name = 'UsageError';
}
