import { BOLD, CODE, inlineRuns, type Run, runOf } from './soft-runs.ts';

/**
 * The commonest Markdown of an answer, softened to text styles. Pure, and linear in the length of the answer.
 *
 * A line's meaning never depends on a later line, so that the lines above the last one stay as they are while an answer
 * grows. That is stricter than Markdown: no style goes beyond its line, and signs in ordinary texts, as in `2 * 3 * 4`,
 * `snake_case` or a date at the beginning of a line, stay as they were written.
 */

/** A line without the characters that only mark it up. */
export interface SoftLine {
  /** Where its line begins in the answer. */
  readonly at: number;
  readonly kind: 'text' | 'heading' | 'bullet' | 'number' | 'code';
  /** How deep an item is in others, from 0. */
  readonly level: number;
  /** How many quotes it is in. */
  readonly quotes: number;
  readonly runs: readonly Run[];
}

export type SoftText = readonly SoftLine[];

const DEEPEST = 3;
const TAB_WIDTH = 4;

/** Texts without any of these, as most are, have nothing to soften. */
const HAS_MARKS = /[*_`#|[]|^[ \t]*(?:-|>|\d{1,3}[.)])[ \t]/m;

const FENCE = /^([ \t]*)(`{3,})[^`]*$/;
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const HEADING = /^ {0,3}#{1,6}[ \t]+(?=\S)/;
const BULLET = /^([ \t]*)[-*][ \t]+(?=\S)/;
const NUMBER = /^([ \t]*)(\d{1,3})([.)])[ \t]+(?=\S)/;
const LOWER_CASE = /^\p{Ll}/u;
/** Below the head of a table. */
const TABLE_RULE = /^[ \t|:-]+$/;

/** A whole line that may yet become a mark, which a growing text does not show. */
const BEGUN_LINE = /^(?:[-*]|#{1,6}|>+|\|[ \t|:-]*)?$/;

/** Return a text as it was written, as one line. */
export function plainText(answer: string): SoftText {
  return [plainLine(answer, 0)];
}

/** Return a softened text without its styles. */
export function textOf(soft: SoftText): string {
  return soft.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n');
}

/** Return how many UTF-16 units of `textOf` come from before a position in the answer. */
export function positionIn(soft: SoftText, answerAt: number): number {
  let units = 0;
  for (const [index, line] of soft.entries()) {
    if (line.at > answerAt) break;
    if (index > 0) units += 1;
    for (const { at, text } of line.runs) units += Math.min(text.length, Math.max(0, answerAt - at));
  }
  return units;
}

/**
 * Soften an answer.
 * @param isOpen the answer is still growing: a style that its last line has begun counts as if it ended with the text, because
 * a bold word should not show its asterisks until it is complete.
 */
export function soften(answer: string, isOpen = false): SoftText {
  const isPlain = !HAS_MARKS.test(answer);
  const lines: SoftLine[] = [];
  const items: Item[] = [];
  let fence: Fence | null = null;
  let before = '';
  let at = 0;
  const written = answer.split('\n');
  for (const [index, line] of written.entries()) {
    const isLast = isOpen && index === written.length - 1;
    const fenced: RegExpExecArray | null = FENCE.exec(line);
    if (isPlain) {
      lines.push(plainLine(line, at));
    } else if (fence !== null) {
      const isEnd = fenced !== null && endsFence(fence, line, fenced[2]?.length ?? 0);
      if (isEnd) fence = null;
      else if (!isLast || !/^[ \t]*`+$/.test(line)) lines.push(codeLine(line, at, fence));
    } else if (fenced !== null) {
      fence = { ticks: fenced[2]?.length ?? 0, indent: fenced[1]?.length ?? 0 };
    } else if (!(isTableRule(line) && before.includes('|'))) {
      lines.push(softLine(line, at, items, lines.at(-1)?.quotes ?? 0, isLast));
    }
    before = line;
    at += line.length + 1;
  }
  return lines.length === 0 ? plainText(answer) : lines;
}

function isTableRule(line: string): boolean {
  return TABLE_RULE.test(line) && line.includes('|') && line.includes('-');
}

function plainLine(text: string, at: number): SoftLine {
  return { at, kind: 'text', level: 0, quotes: 0, runs: runOf(text, at, 0) };
}

interface Fence {
  readonly ticks: number;
  readonly indent: number;
}

function endsFence({ ticks }: Fence, line: string, found: number): boolean {
  return found >= ticks && line.trim().length === found;
}

function codeLine(line: string, at: number, { indent }: Fence): SoftLine {
  const spaces = line.length - line.trimStart().length;
  const from = Math.min(indent, spaces);
  return { at, kind: 'code', level: 0, quotes: 0, runs: runOf(line.slice(from), at + from, CODE) };
}

/** An item of a list that may have others in it. */
interface Item {
  readonly width: number;
  /** null: a bullet. */
  readonly number: number | null;
}

function softLine(line: string, at: number, items: Item[], quotesBefore: number, isOpen: boolean): SoftLine {
  const { quotes, length } = quoteMark(line, quotesBefore);
  const rest = line.slice(length);
  const restAt = at + length;
  const withRuns = (kind: SoftLine['kind'], mark: number, level: number, base = 0): SoftLine => {
    const runs = inlineRuns(rest.slice(mark), restAt + mark, base, isOpen);
    return { at, kind, level, quotes, runs };
  };
  const item = RULE.test(rest) ? null : itemIn(rest, items);
  if (item !== null) return withRuns(item.kind, item.length, item.level);
  if (/^\S/.test(rest)) items.length = 0;
  const heading = HEADING.exec(rest)?.[0].length;
  if (heading !== undefined) return withRuns('heading', heading, 0, BOLD);
  return withRuns('text', isOpen && BEGUN_LINE.test(rest.trim()) ? rest.length : 0, 0);
}

/** “> 5” is no quote. An empty line of a quote has only its mark. */
function quoteMark(line: string, quotesBefore: number): { readonly quotes: number; readonly length: number } {
  let quotes = 0;
  let length = 0;
  while (line[length] === '>') {
    quotes += 1;
    length += line[length + 1] === ' ' ? 2 : 1;
  }
  const next = line[length];
  const isQuote = next === undefined ? quotesBefore > 0 : line[length - 1] === ' ' && !/[\s\d]/.test(next);
  return quotes > 0 && quotes <= DEEPEST && isQuote ? { quotes, length } : { quotes: 0, length: 0 };
}

/** Return the item that a line begins, after adding it to those that are open. */
function itemIn(
  line: string,
  items: Item[],
): { readonly kind: 'bullet' | 'number'; readonly length: number; readonly level: number } | null {
  const bullet = BULLET.exec(line);
  const found = bullet ?? NUMBER.exec(line);
  if (found === null) return null;
  const [mark, spaces = '', digits, sign] = found;
  const width = spaces.replaceAll('\t', ' '.repeat(TAB_WIDTH)).length;
  const outer = items.filter((item) => item.width < width - 1);
  const number = bullet === null ? Number(digits) : null;
  if (number !== null && !isNext(number, items[outer.length])) {
    // “1. maja” is a date.
    if (number !== 1 || (sign === '.' && LOWER_CASE.test(line.slice(mark.length)))) return null;
  }
  items.splice(0, items.length, ...outer.slice(0, DEEPEST), { width, number });
  const level = items.length - 1;
  // A number is shown as it was written.
  return number === null
    ? { kind: 'bullet', length: mark.length, level }
    : { kind: 'number', length: spaces.length, level };
}

function isNext(number: number, before: Item | undefined): boolean {
  return before !== undefined && before.number !== null && before.number + 1 === number;
}
