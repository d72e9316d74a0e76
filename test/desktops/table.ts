/** The document of the matrix. Pure. */

import * as v from 'valibot';

/**
 * `✓`: the promise is kept. `✗`: it is not. `◐`: it is not, and can't be there. `–`: it means nothing there. The reason is empty
 * with `✓`, and a link with `◐`.
 */
const Verdict = v.object({ mark: v.picklist(['✓', '✗', '◐', '–']), reason: v.string() });
export type Verdict = v.InferOutput<typeof Verdict>;

/** What was seen on one desktop. */
export const Column = v.object({
  title: v.string(),
  /** Its programs with their versions. */
  versions: v.record(v.string(), v.string()),
  /** By the names of the rows. */
  verdicts: v.record(v.string(), Verdict),
  /** Why it did not come up, or ended half-way; null when it did not. */
  problem: v.nullable(v.string()),
  /** ISO date. */
  date: v.string(),
  /** The version of Electron. */
  electron: v.string(),
});
export type Column = v.InferOutput<typeof Column>;

export interface Matrix {
  readonly system: string;
  readonly rows: readonly { readonly name: string; readonly title: string }[];
  readonly columns: readonly Column[];
}

/** Return the text of docs/desktops.md. */
export function matrixDocument({ system, rows, columns }: Matrix): string {
  const failures: string[] = [];
  const limits: string[] = [];
  const numberIn = (notes: string[], reason: string) => {
    if (!notes.includes(reason)) notes.push(reason);
    return notes.indexOf(reason) + 1;
  };
  const cell = ({ verdicts }: Column, name: string) => {
    const verdict = verdicts[name];
    if (verdict === undefined) return '';
    if (verdict.mark === '✗') return `✗ [${numberIn(failures, verdict.reason)}](#failures)`;
    return verdict.mark === '◐' ? `◐ [${numberIn(limits, verdict.reason)}](#limits)` : verdict.mark;
  };
  const table = rows.map(({ name, title }) => [title, ...columns.map((column) => cell(column, name))]);
  return `${[
    '# Desktops',
    '',
    'Written by `npm run desktops`. Each row is a promise of the overlay, checked on the running desktops by clicks, keys and',
    'pictures of the screen: on X11 through the X server, on Wayland through the compositor. ✓ kept, ✗ not kept, ◐ can’t be kept',
    'there, and [using.md](using.md) says what a user has to expect and can do, – means nothing there.',
    '',
    `Checked on ${system}, without a graphics card, on screens of 1280 × 800.`,
    '',
    ...tableLines(['', ...columns.map(({ title }) => title)], table),
    '',
    ...noteLines('Failures', failures),
    ...noteLines('Limits', limits),
    ...problemLines(columns),
    '## Versions',
    '',
    ...columns.map(({ title, versions, date, electron }) => {
      const programs = Object.entries({ ...versions, Electron: electron });
      return `- ${title}: ${programs.map((program) => program.join(' ')).join(', ')}; ${date.slice(0, 10)}`;
    }),
  ].join('\n')}\n`;
}

function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const padded = (cell: string) => (cell === '' ? ' ' : ` ${oneLine(cell).replaceAll('|', '\\|')} `);
  const line = (cells: readonly string[]) => `|${cells.map(padded).join('|')}|`;
  return [line(head), `|---${'|:-:'.repeat(head.length - 1)}|`, ...rows.map(line)];
}

function noteLines(title: string, notes: readonly string[]): string[] {
  if (notes.length === 0) return [];
  return [`## ${title}`, '', ...notes.map((note, index) => `${index + 1}. ${oneLine(note)}`), ''];
}

function problemLines(columns: readonly Column[]): string[] {
  const lines = columns.flatMap(({ title, problem }) => (problem === null ? [] : [`- ${title}: ${oneLine(problem)}`]));
  return lines.length === 0 ? [] : ['## Desktops that did not come up', '', ...lines, ''];
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
