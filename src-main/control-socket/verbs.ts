import { parseArgs } from 'node:util';
import type { ControlRequest, ControlStatus, Refusal } from './socket-contract.ts';

/** The verbs of the command line: what they ask, and how the answers are printed. Pure. */

export type Verb = ControlRequest['verb'];

/** How a status is printed: a line for people, the object, or the object that Waybar reads. */
export type Format = 'text' | 'json' | 'waybar';

/** What is asked of the running overlay. */
export interface Call {
  /** null: help was asked for. */
  readonly request: ControlRequest | null;
  readonly format: Format;
}

/** In what is wrong with the arguments, for the terminal. */
export class VerbError extends Error {}

interface Description {
  readonly line: string;
  readonly operand?: string;
  readonly formats?: readonly Exclude<Format, 'text'>[];
}

const DESCRIPTIONS: Readonly<Record<Verb, Description>> = {
  status: { line: 'print what the overlay shows', formats: ['json', 'waybar'] },
  follow: { line: 'print it now and with each change, until the overlay ends', formats: ['json', 'waybar'] },
  stop: { line: 'stop the voice' },
  'toggle-monitoring': { line: 'turn the wake word off, or on again' },
  listen: { line: 'let the assistant listen, without the wake word' },
  send: { line: 'ask the assistant by text; - reads the text from the standard input', operand: 'TEXT' },
  show: { line: 'show the bubble until the phase changes' },
  hide: { line: 'hide it until the phase changes' },
  'copy-answer': { line: 'copy the last answer' },
  panel: { line: 'open the panel to type into' },
  settings: { line: 'open the settings' },
  quit: { line: 'end the overlay' },
};

const VERBS = Object.keys(DESCRIPTIONS);

/** For all verbs. 0: done. */
export const EXIT = { refused: 1, usage: 2, absent: 3 } as const;

const EXIT_LINES = `Exit code 0: done; ${EXIT.refused}: not possible now, and why; ${EXIT.usage}: wrong arguments; ${EXIT.absent}: the overlay does not run.`;

const REFUSAL_LINES: Readonly<Record<Refusal, string>> = {
  'bad-request': 'the running overlay does not know this; it may be an older version',
  unsupported: 'the assistant does not take this command',
  offline: 'no assistant is there',
  polling: 'the assistant is reached over HTTP, which carries no commands; try again soon',
  pending: 'the assistant has not answered the last command yet',
  'nothing-spoken': 'nothing is being spoken',
  'no-answer': 'there is no answer yet',
  'answers-off': 'answers are not kept; the settings can change that',
  'not-copied': 'the system did not take the copy',
};

/** Return whether a word is a verb. */
export function isVerb(word: string | undefined): word is Verb {
  return word !== undefined && VERBS.includes(word);
}

/** The lines of the help about all verbs. */
export function verbLines(): string {
  const names = Object.entries(DESCRIPTIONS).map(([verb, { operand }]) => `${verb}${operand ? ` ${operand}` : ''}`);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = Object.values(DESCRIPTIONS).map(({ line, formats = [] }, index) => {
    const options = formats.map((format) => `--${format}`).join(', ');
    return `  ${(names[index] ?? '').padEnd(width)}${line}${options && ` (${options})`}`;
  });
  return `${lines.join('\n')}\n\n${EXIT_LINES}`;
}

/** Return the help about one verb. @param command how the user calls it. */
export function verbHelp(verb: Verb, command: string): string {
  const { line, operand, formats = [] } = DESCRIPTIONS[verb];
  const usage = [command, verb, operand, ...formats.map((format) => `[--${format}]`)].filter(Boolean).join(' ');
  const sentence = `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
  return `Usage: ${usage}\n\n${sentence}\n${EXIT_LINES}\n`;
}

/**
 * Read a verb with its arguments. `--profile` may stand beside them.
 * @param input the standard input, for a text of `-`.
 * @throws VerbError
 */
export function readCall(verb: Verb, args: readonly string[], input: string | null): Call {
  const { values, positionals } = parse(args);
  if (values.help) return { request: null, format: 'text' };
  const { operand, formats = [] } = DESCRIPTIONS[verb];
  const chosen = (['json', 'waybar'] as const).filter((format) => values[format]);
  const [format = 'text', surplus] = chosen;
  if (surplus !== undefined) throw new VerbError('--json and --waybar exclude each other');
  if (format !== 'text' && !formats.includes(format)) throw new VerbError(`${verb} takes no --${format}`);
  const [word, ...others] = positionals;
  if (operand === undefined && word !== undefined) throw new VerbError(`${verb} takes nothing else: ${word}`);
  if (others.length > 0) throw new VerbError(`${verb} takes one text: put it into quotation marks`);
  if (verb !== 'send') return { request: { verb }, format };
  const text = (word === '-' ? (input ?? '') : (word ?? '')).trim();
  if (text === '') throw new VerbError('send needs a text');
  return { request: { verb, text }, format };
}

/** Return a status as a line. */
export function formatStatus(status: ControlStatus, format: Format): string {
  switch (format) {
    case 'text':
      return [status.label, ...(status.answer === null ? [] : [oneLine(status.answer)])].join(' – ');
    case 'json':
      return JSON.stringify(status);
    case 'waybar':
      return JSON.stringify(forWaybar(status));
  }
}

/** Return why a request was refused, for the terminal. */
export function refusalLine(code: Refusal): string {
  return REFUSAL_LINES[code];
}

/** The object that Waybar's custom modules read. The classes are for its style sheet. */
function forWaybar({ phase, label, assistant, needsUser, monitoring, muted, answer }: ControlStatus) {
  const marks = [
    ...(needsUser ? ['needs-user'] : []),
    ...(monitoring === false ? ['microphone-off'] : []),
    ...(muted ? ['sound-off'] : []),
  ];
  const classes = [phase, ...marks];
  const tooltip = [assistant, label, answer].filter((line) => line !== null);
  // A bar reads its markup in both.
  return { text: withoutMarkup(label), alt: phase, class: classes, tooltip: withoutMarkup(tooltip.join('\n')) };
}

function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        waybar: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        profile: { type: 'string' },
      },
    });
  } catch (error) {
    throw new VerbError((error instanceof Error ? error.message : String(error)).replace(/\. To specify .*$/s, ''));
  }
}
