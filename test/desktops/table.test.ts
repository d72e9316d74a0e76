import { describe, expect, it } from 'vitest';
import { type Column, matrixDocument, type Verdict } from './table.ts';

const KEPT: Verdict = { mark: '✓', reason: '' };
const ROWS = [
  { name: 'focus', title: 'the focus stays' },
  { name: 'drag', title: 'can be dragged' },
];

function column(title: string, verdicts: Column['verdicts'], problem: string | null = null): Column {
  const when = { date: '2026-11-29T10:00:00.000Z', electron: '33.4.11' };
  return { title, versions: { [title]: '1.2' }, verdicts, problem, ...when };
}

function lines(...columns: readonly Column[]): readonly string[] {
  return matrixDocument({ system: 'Debian 12', rows: ROWS, columns }).split('\n');
}

describe('the document of the desktops', () => {
  it('has a column for each desktop and a line for each row', () => {
    const text = lines(
      column('sway', { focus: KEPT, drag: { mark: '–', reason: 'no pointer' } }),
      column('i3', { focus: KEPT, drag: KEPT }),
    );
    expect(text.filter((line) => line.startsWith('|'))).toEqual([
      '| | sway | i3 |',
      '|---|:-:|:-:|',
      '| the focus stays | ✓ | ✓ |',
      '| can be dragged | – | ✓ |',
    ]);
  });

  it('names the reason of a failure once, however many desktops have it', () => {
    const failed: Verdict = { mark: '✗', reason: 'it takes\n the focus' };
    const text = lines(column('sway', { focus: failed }), column('i3', { focus: failed, drag: KEPT }));
    expect(text).toContain('| the focus stays | ✗ [1](#failures) | ✗ [1](#failures) |');
    expect(text).toContain('1. it takes the focus');
    expect(text).not.toContain('2. it takes the focus');
  });

  it('tells what can’t be kept there from failures, and links to what a user can do', () => {
    const limited: Verdict = { mark: '◐', reason: '[needs a newer server](using.md#server)' };
    const failed: Verdict = { mark: '✗', reason: 'it takes the focus' };
    const text = lines(column('sway', { focus: limited, drag: failed }), column('i3', { focus: KEPT, drag: limited }));
    expect(text).toContain('| the focus stays | ◐ [1](#limits) | ✓ |');
    expect(text).toContain('| can be dragged | ✗ [1](#failures) | ◐ [1](#limits) |');
    expect(text.slice(text.indexOf('## Limits'))).toContain('1. [needs a newer server](using.md#server)');
  });

  it('says why a desktop did not come up, and leaves its cells empty', () => {
    const text = lines(column('GNOME', {}, 'gnome-shell ended unexpectedly'));
    expect(text).toContain('| the focus stays | |');
    expect(text).toContain('- GNOME: gnome-shell ended unexpectedly');
  });

  it('names the day, the system and the versions', () => {
    const text = lines(column('sway', { focus: KEPT })).join('\n');
    expect(text).toContain('Checked on Debian 12');
    expect(text).toContain('- sway: sway 1.2, Electron 33.4.11; 2026-11-29');
    expect(text).not.toContain('## Failures');
  });
});
