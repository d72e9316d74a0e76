/** How Chromium begins a line: `[process:date/time:LEVEL:file(line)]`, in some versions with further parts. */
const CHROMIUM_LINE = /^\[\d+:[^\]]*:(?:VERBOSE\d*|INFO|WARNING|ERROR)[:\d]*:/;

/** A line that a page wrote to its console (page-console.ts). */
const CONSOLE_LINE = /^page: /;

/** Complaints of the desktop's libraries. */
const LIBRARY_LINE = /^\([^()]+:\d+\): [\w-]+-(?:WARNING|CRITICAL|Message) \*\*/;

/** Messages of debuggers at every start and end: the terminal has them already, or nobody needs them there. */
const DEBUGGER_LINE =
  /^(?:DevTools listening on|Debugger (?:listening on|ending on|attached)|For help, see: https:\/\/nodejs\.org)/;

/**
 * Return the part of Electron's line that the user should see: the app's own messages, and those that its pages write to
 * their consoles. Chromium's own lines complain about the desktop.
 *
 * @returns null if there is nothing to show.
 */
export function worthTelling(line: string): string | null {
  if (CONSOLE_LINE.test(line)) return line;
  const isChatter = [CHROMIUM_LINE, LIBRARY_LINE, DEBUGGER_LINE].some((pattern) => pattern.test(line));
  return line.trim() === '' || isChatter ? null : `overlay: ${line}`;
}
