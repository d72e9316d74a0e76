import { parseArgs } from 'node:util';
import { TYPED_TEXT_MAX_LENGTH } from '../../src-shared/commands.ts';
import { PRESENTING_MINUTES_MAX } from '../overlay/presenting.ts';
import { type ControlRequest, type ControlStatus, type Refusal, WORDS } from './socket-contract.ts';

/** The verbs of the command line: their requests, and how the answers are printed. Pure. */

export type Verb = ControlRequest['verb'] | 'answer' | 'hook';

/** How a status is printed: a line for people, the object, or the object that Waybar reads. */
export type Format = 'text' | 'json' | 'waybar';

/** A verb with its arguments, parsed. */
export type Call =
  | { readonly kind: 'help' }
  | { readonly kind: 'ask'; readonly request: ControlRequest; readonly format: Format }
  /** Send the assistant the text of the standard input. */
  | { readonly kind: 'send-input' }
  /** Give an answer. `text`: null: it comes from the standard input. `name`: null: the assistant has none. */
  | { readonly kind: 'answer'; readonly text: string | null; readonly name: string | null }
  /** Pass on the input of a coding agent's hook. `body`: null: it comes from the standard input. */
  | { readonly kind: 'hook'; readonly body: string | null; readonly name: string | null };

/** An error in the arguments; its message is for the terminal. */
export class VerbError extends Error {}

interface Description {
  readonly line: string;
  readonly operand?: string;
  readonly formats?: readonly Exclude<Format, 'text'>[];
  /** Whether it is for an assistant that is named by the caller. */
  readonly isNamed?: boolean;
  /** More for the help. */
  readonly more?: string;
}

const DESCRIPTIONS: Readonly<Record<Verb, Description>> = {
  status: { line: 'print what the overlay shows', formats: ['json', 'waybar'] },
  follow: { line: 'print it now and with each change, until the overlay ends', formats: ['json', 'waybar'] },
  stop: { line: 'stop the voice' },
  'toggle-monitoring': { line: 'turn the wake word off, or on again' },
  listen: { line: 'let the assistant listen, without the wake word' },
  send: { line: 'ask the assistant by text; - reads the text from the standard input', operand: 'TEXT' },
  say: {
    line: 'show what an assistant of your own does',
    operand: 'WORD [TEXT]',
    isNamed: true,
    more: `WORD is one of ${WORDS.join(', ')}. TEXT is what is done, answered, noted, asked or wrong,
what was heard, or what a permission is for. It stays until you say something else or clear it, and no longer than it would with
any assistant; a notice is taken back after 15 seconds, also that of one who is idle.`,
  },
  answer: {
    line: 'show an answer of your own; - reads it from the standard input, and shows it as it grows',
    operand: 'TEXT',
    isNamed: true,
  },
  clear: { line: 'take back what was said', isNamed: true },
  hook: {
    line: 'show what a coding agent tells this hook, by the standard input or as JSON',
    operand: '[JSON]',
    isNamed: true,
    more: `The exit code is 0 also when the overlay does not run, and never 2, which would stop the agent.`,
  },
  show: { line: 'show the bubble until the phase changes' },
  hide: { line: 'hide it until the phase changes' },
  present: {
    line: 'hide the bubble while you present something, for MINUTES or until you say off',
    operand: '[MINUTES|off]',
  },
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
  'not-json': 'each line has to be one JSON object',
  'too-long': 'the line is too long',
  'too-many': 'there are too many assistants',
  full: 'too many programs are connected to the overlay',
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
  const { line, operand, formats = [], isNamed, more } = DESCRIPTIONS[verb];
  const options = [...(isNamed ? ['[--name NAME]'] : []), ...formats.map((format) => `[--${format}]`)];
  const usage = [command, verb, operand, ...options].filter(Boolean).join(' ');
  const sentence = `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
  return `Usage: ${usage}\n\n${[sentence, more, EXIT_LINES].filter(Boolean).join('\n')}\n`;
}

/**
 * Read a verb with its arguments. `--profile` may stand beside them.
 * @throws VerbError
 */
export function readCall(verb: Verb, args: readonly string[]): Call {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const { operand, formats = [], isNamed = false } = DESCRIPTIONS[verb];
  const [format = 'text', surplus] = (['json', 'waybar'] as const).filter((each) => values[each]);
  if (surplus !== undefined) throw new VerbError('--json and --waybar exclude each other');
  if (format !== 'text' && !formats.includes(format)) throw new VerbError(`${verb} takes no --${format}`);
  if (values.name !== undefined && !isNamed) throw new VerbError(`${verb} takes no --name`);
  const name = values.name?.trim().slice(0, NAME_MAX_LENGTH) || null;
  const [word, ...others] = positionals;
  if (operand === undefined && word !== undefined) throw new VerbError(`${verb} takes nothing else: ${word}`);
  if (verb !== 'say' && verb !== 'present') oneText(verb, others);
  switch (verb) {
    case 'say': {
      const [text, ...surplusTexts] = others;
      oneText(verb, surplusTexts);
      return { kind: 'ask', request: sayRequest(word, text?.trim() || null, name), format };
    }
    case 'clear':
      return { kind: 'ask', request: { verb, ...(name !== null && { name }) }, format };
    case 'hook':
      return { kind: 'hook', body: word ?? null, name };
    case 'answer':
      return { kind: 'answer', text: word === '-' ? null : neededText(verb, word), name };
    case 'present':
      return { kind: 'ask', request: { verb, minutes: readMinutes(word, others) }, format };
    case 'send':
      return word === '-' ? { kind: 'send-input' } : { kind: 'ask', request: sendRequest(word), format };
    default:
      return { kind: 'ask', request: { verb }, format };
  }
}

/** @throws VerbError */
export function sendRequest(text: string | undefined): ControlRequest {
  const sent = neededText('send', text);
  if (sent.length > TYPED_TEXT_MAX_LENGTH)
    throw new VerbError(`the text is too long: assistants take ${TYPED_TEXT_MAX_LENGTH} characters`);
  return { verb: 'send', text: sent };
}

const NAME_MAX_LENGTH = 100;
const SAID_MAX_LENGTH = 10_000;

function sayRequest(word: string | undefined, text: string | null, name: string | null): ControlRequest {
  const known = WORDS.find((each) => each === word);
  if (known === undefined) throw new VerbError(`say needs one of these words: ${WORDS.join(', ')}`);
  const said = text === null ? {} : { text: text.slice(0, SAID_MAX_LENGTH) };
  return { verb: 'say', word: known, ...said, ...(name !== null && { name }) };
}

function oneText(verb: Verb, surplus: readonly string[]): void {
  if (surplus.length > 0) throw new VerbError(`${verb} takes one text: put it into quotation marks`);
}

function neededText(verb: Verb, text: string | undefined): string {
  const needed = (text ?? '').trim();
  if (needed === '') throw new VerbError(`${verb} needs a text`);
  return needed;
}

function readMinutes(word: string | undefined, others: readonly string[]): number | 'off' | null {
  if (word === undefined || word === 'off') return word ?? null;
  const minutes = /^\d+$/.test(word) ? Number(word) : 0;
  if (minutes >= 1 && minutes <= PRESENTING_MINUTES_MAX && others.length === 0) return minutes;
  throw new VerbError(`present takes the minutes, from 1 to ${PRESENTING_MINUTES_MAX}, or off`);
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
function forWaybar({ phase, label, assistant, presenting, needsUser, monitoring, muted, answer }: ControlStatus) {
  const marks = [
    ...(needsUser ? ['needs-user'] : []),
    ...(monitoring === false ? ['microphone-off'] : []),
    ...(muted ? ['sound-off'] : []),
    ...(presenting ? ['presenting'] : []),
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
        name: { type: 'string' },
      },
    });
  } catch (error) {
    throw new VerbError((error instanceof Error ? error.message : String(error)).replace(/\. To specify .*$/s, ''));
  }
}
