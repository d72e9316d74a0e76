/**
 * The commonest Markdown of an answer, softened to text styles. Pure, and linear in the length of the answer.
 *
 * A line's meaning never depends on a later line, so that the lines above the last one stay as they are while an answer
 * grows. That is stricter than Markdown: no style goes beyond its line, and signs in ordinary texts, as in `2 * 3 * 4`,
 * `snake_case` or a date at the beginning of a line, stay as they were written.
 */

export type RunStyle = 'bold' | 'italic' | 'code';

/** A piece of the answer as it was written. */
export interface Run {
  /** Where it is in the answer, in UTF-16 units. */
  readonly at: number;
  readonly text: string;
  readonly styles: readonly RunStyle[];
}

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

const HAS_INLINE_MARKS = /[*_`[]/;

const FENCE = /^([ \t]*)(`{3,})[^`]*$/;
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const HEADING = /^ {0,3}#{1,6}[ \t]+(?=\S)/;
const BULLET = /^([ \t]*)[-*][ \t]+(?=\S)/;
const NUMBER = /^([ \t]*)(\d{1,3})([.)])[ \t]+(?=\S)/;
const LOWER_CASE = /^\p{Ll}/u;
/** Below the head of a table. */
const TABLE_RULE = /^[ \t|:-]+$/;

/** The beginnings of marks, which a growing text does not show: as a whole line, and at the end of one. */
const BEGUN_LINE = /^(?:[-*]|#{1,6}|>+|\|[ \t|:-]*)?$/;
const BEGUN_MARKS = '*_`]';

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

const BOLD = 1;
const ITALIC = 2;
const CODE = 4;

/** The index is the sum of the numbers above. */
const STYLES: readonly (readonly RunStyle[])[] = [
  [],
  ['bold'],
  ['italic'],
  ['bold', 'italic'],
  ['code'],
  ['bold', 'code'],
  ['italic', 'code'],
  ['bold', 'italic', 'code'],
];

function runOf(text: string, at: number, style: number): readonly Run[] {
  return text === '' ? [] : [{ at, text, styles: STYLES[style] ?? [] }];
}

/** Characters that are not shown, after which styles begin or end. */
interface Mark {
  readonly at: number;
  readonly length: number;
  readonly style: number;
}

function inlineRuns(text: string, at: number, base: number, isOpen: boolean): readonly Run[] {
  const shown = isOpen ? withoutBegun(text) : text;
  if (!HAS_INLINE_MARKS.test(shown)) return runOf(shown, at, base);
  const runs: Run[] = [];
  let style = 0;
  let from = 0;
  const add = (to: number) => runs.push(...runOf(shown.slice(from, to), at + from, base | style));
  for (const mark of marksIn(shown, isOpen)) {
    add(mark.at);
    style ^= mark.style;
    from = mark.at + mark.length;
  }
  add(shown.length);
  return runs;
}

function withoutBegun(text: string): string {
  let end = text.length;
  while (end > 0 && BEGUN_MARKS.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

/** A sign that may begin or end a mark; or a URL, in which none does. The pages run without a compiler: no loop over the rest. */
const SIGN = /[\\`[\]*_]|https?:\/\/(?:[^\s<>()[\]`"*]|\*(?![*\s]|$))+/g;
const TARGET = /^\S+(?:[ \t]+(?:"[^"]*"|'[^']*'))?$/;

/** Return the marks of a line in their order. */
function marksIn(text: string, isOpen: boolean): readonly Mark[] {
  const marks: Mark[] = [];
  /** Unclosed, at most one of each. */
  let begun: readonly Emphasis[] = [];
  const brackets: number[] = [];
  const nextTicks = tickFinder(text);
  let index = 0;
  while (index < text.length) {
    SIGN.lastIndex = index;
    const sign = SIGN.exec(text);
    if (sign === null) break;
    const from = sign.index;
    const [character] = sign;
    index = from + character.length;
    if (character === '\\') {
      index += 1;
    } else if (character === '`') {
      index = runEnd(text, from);
      const span = codeSpan(text, from, index, nextTicks, isOpen);
      if (span !== null) {
        marks.push(...span.marks);
        index = span.end;
      }
    } else if (character === '[') {
      brackets.push(from);
    } else if (character === ']') {
      const begin = brackets.pop();
      const link = begin === undefined ? null : linkOf(text, begin, from, isOpen);
      if (link !== null) {
        marks.push(...link);
        index = from + (link[1]?.length ?? 1);
      }
    } else if (character === '*' || character === '_') {
      index = runEnd(text, from);
      const closed = closedBy(text, from, index, begun);
      if (closed.length > 0) {
        const style = closed.reduce((sum, each) => sum | each.style, 0);
        marks.push(...closed, { at: from, length: index - from, style });
        begun = begun.filter((each) => closed.every(({ at }) => each.at < at));
      } else if (opens(text, from, index)) {
        const one = emphasisOf(text, from, index);
        begun = [...begun.filter((each) => each.character !== character || each.style !== one.style), one];
      }
    }
  }
  if (isOpen) marks.push(...begun.filter((each) => each.at + each.length < text.length));
  return marks.sort((one, other) => one.at - other.at);
}

function runEnd(text: string, from: number): number {
  let end = from + 1;
  while (text[end] === text[from]) end += 1;
  return end;
}

interface Emphasis extends Mark {
  readonly character: string | undefined;
}

function emphasisOf(text: string, from: number, to: number): Emphasis {
  return {
    at: from,
    length: to - from,
    style: [0, ITALIC, BOLD, BOLD | ITALIC][to - from] ?? 0,
    character: text[from],
  };
}

/** A letter or a digit of a script that has spaces between its words. */
const WORD = /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}])[\p{L}\p{N}]/u;
/** A character that may be right before emphasized words; the slash and the dot of a path may not. */
const BEFORE =
  /[^\\/.\p{L}\p{N}]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u;
/** A character that may not be the first of emphasized words. */
const NOT_FIRST = /[\s/.,;:?)\]}|]/;

/** `*`, `**`, `***` and `_`: `__init__` is a name. */
function isMark(text: string, from: number, to: number): boolean {
  return to - from <= (text[from] === '_' ? 1 : 3);
}

function opens(text: string, from: number, to: number): boolean {
  const before = text[from - 1];
  const first = text[to];
  return (
    isMark(text, from, to) &&
    first !== undefined &&
    !NOT_FIRST.test(first) &&
    (before === undefined || BEFORE.test(before))
  );
}

/** Return the unclosed ones that end with these characters, from the outer to the inner. */
function closedBy(text: string, from: number, to: number, begun: readonly Emphasis[]): readonly Emphasis[] {
  const last = text[from - 1];
  const after = text[to] ?? ' ';
  const isEnd = last !== undefined && !/\s/.test(last) && (to - from > 1 || !(WORD.test(after) || /[\\/]/.test(after)));
  if (!isEnd || !isMark(text, from, to)) return [];
  const { style } = emphasisOf(text, from, to);
  const same = begun.filter((each) => each.character === text[from] && each.at + each.length < from);
  const exact = same.filter((each) => each.style === style);
  if (exact.length > 0) return exact;
  // Two that end at once, as in **bold *and italic***.
  return style === (BOLD | ITALIC) && same.length === 2 ? same : [];
}

/** Return a function that finds the next run of so many backticks at or after a place; places may only grow. */
function tickFinder(text: string): (length: number, from: number) => number | null {
  const places = new Map<number, number[]>();
  for (let at = text.indexOf('`'); at >= 0; ) {
    const end = runEnd(text, at);
    const same = places.get(end - at);
    if (same === undefined) places.set(end - at, [at]);
    else same.push(at);
    at = text.indexOf('`', end);
  }
  for (const each of places.values()) each.reverse();
  return (length, from) => {
    const left = places.get(length) ?? [];
    while ((left.at(-1) ?? from) < from) left.pop();
    return left.at(-1) ?? null;
  };
}

function codeSpan(
  text: string,
  from: number,
  begin: number,
  nextTicks: ReturnType<typeof tickFinder>,
  isOpen: boolean,
): { readonly marks: readonly Mark[]; readonly end: number } | null {
  const ticks = begin - from;
  const end = nextTicks(ticks, begin);
  if (end === null) {
    if (!isOpen || begin === text.length) return null;
    return { marks: [{ at: from, length: ticks, style: CODE }], end: text.length };
  }
  // A space on both sides sets off a backtick.
  const isSetOff = text[begin] === ' ' && text[end - 1] === ' ' && text.slice(begin, end).trim() !== '';
  const space = isSetOff ? 1 : 0;
  const marks = [
    { at: from, length: ticks + space, style: CODE },
    { at: end - space, length: ticks + space, style: CODE },
  ];
  return { marks, end: end + ticks };
}

/** Return the marks of a link or an image, whose text stays; null if it is none. */
function linkOf(text: string, begin: number, end: number, isOpen: boolean): readonly Mark[] | null {
  const isImage = text[begin - 1] === '!';
  const from = isImage ? begin - 1 : begin;
  const before = text[from - 1];
  if (text[end + 1] !== '(' || end === begin + 1 || (before !== undefined && WORD.test(before))) return null;
  let depth = 0;
  let at = end + 2;
  // No bracket is in a target, so that no character is looked at twice.
  for (; at < text.length && text[at] !== '[' && text[at] !== ']'; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && depth > 0) depth -= 1;
    else if (text[at] === ')') {
      if (!TARGET.test(text.slice(end + 2, at))) return null;
      return linkMarks(from, begin, end, at + 1);
    }
  }
  return isOpen && at === text.length && /^\S*$/.test(text.slice(end + 2))
    ? linkMarks(from, begin, end, text.length)
    : null;
}

function linkMarks(from: number, begin: number, end: number, to: number): readonly Mark[] {
  return [
    { at: from, length: begin + 1 - from, style: 0 },
    { at: end, length: to - end, style: 0 },
  ];
}
