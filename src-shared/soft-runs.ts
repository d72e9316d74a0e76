/**
 * The styles within a line: emphasis, code, and links, of which only the text is shown. Pure, and linear in the length of the
 * line: the pages run without a compiler.
 */

export type RunStyle = 'bold' | 'italic' | 'code';

/** A piece of the answer as it was written. */
export interface Run {
  /** Where it is in the answer, in UTF-16 units. */
  readonly at: number;
  readonly text: string;
  readonly styles: readonly RunStyle[];
}

const HAS_INLINE_MARKS = /[*_`[]/;

/** At the end of a growing text: they may yet become a mark. */
const BEGUN_MARKS = '*_`]';

export const BOLD = 1;
const ITALIC = 2;
export const CODE = 4;

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

/** Return a text as a run; none if it is empty. @param style a sum of `BOLD`, `ITALIC` and `CODE`. */
export function runOf(text: string, at: number, style: number): readonly Run[] {
  return text === '' ? [] : [{ at, text, styles: STYLES[style] ?? [] }];
}

/** Characters that are not shown, after which styles begin or end. */
interface Mark {
  readonly at: number;
  readonly length: number;
  readonly style: number;
}

/**
 * Return the runs of a line.
 * @param at where it is in the answer. @param base a style that all runs have.
 * @param isOpen the line is still growing: a style that it has begun counts as if it ended with the text.
 */
export function inlineRuns(text: string, at: number, base: number, isOpen: boolean): readonly Run[] {
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
