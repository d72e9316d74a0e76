/** How Chromium begins a line: `[process:date/time:LEVEL:file(line)]`, in some versions with further parts. */
const CHROMIUM_LINE = /^\[\d+:[^\]]*:(?:VERBOSE\d*|INFO|WARNING|ERROR)[:\d]*:/;

/** What a page writes to its console, which Chromium tells like its own. */
const CONSOLE_LINE = /^\[[^\]]*:CONSOLE[(:]\d+\)?\] (?<text>.*)$/;

/** What the desktop's libraries complain of. */
const LIBRARY_LINE = /^\([^()]+:\d+\): [\w-]+-(?:WARNING|CRITICAL|Message) \*\*/;

/** What debuggers tell at every start and end, which stands in the terminal already or is of no interest there. */
const DEBUGGER_LINE =
  /^(?:DevTools listening on|Debugger (?:listening on|ending on|attached)|For help, see: https:\/\/nodejs\.org)/;

/**
 * What of a line that Electron wrote is worth telling: everything that the app itself says, and what its
 * pages write to their consoles. Chromium's own lines are about what the desktop lacks.
 *
 * @returns the text; null for nothing.
 */
export function worthTelling(line: string): string | null {
  const text = CONSOLE_LINE.exec(line)?.groups?.['text'];
  if (text !== undefined) return `page: ${text}`;
  const isChatter = [CHROMIUM_LINE, LIBRARY_LINE, DEBUGGER_LINE].some((pattern) => pattern.test(line));
  return line.trim() === '' || isChatter ? null : `overlay: ${line}`;
}
