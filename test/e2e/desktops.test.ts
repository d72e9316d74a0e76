import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type OpenStage, openStageOn, tryRow } from '../desktops/matrix.ts';
import { ROWS } from '../desktops/rows.ts';
import { desktopKind, TESTED_DESKTOPS } from '../lab/desktops.ts';

/** The slow rows, and those that break the desktop, are left to `npm run desktops`. */
const TRIED = [
  ...['maximized', 'buttons-drawn', 'reappears', 'full-screen-before', 'full-screen-after', 'workspaces', 'unlisted'],
  ...['click-through', 'click-through-x11', 'first-pixel', 'beside-handle', 'shape-wiped', 'button', 'focus', 'drag'],
  ...['shortcut', 'panel', 'full-screen-hides', 'full-screen-urgent'],
];

/** What another desktop has to be for, and what needs more than a desktop may have: a newer XWayland, or a portal. */
const ELSEWHERE: Readonly<Record<(typeof TESTED_DESKTOPS)[number], Readonly<Record<string, '–' | '◐'>>>> = {
  marco: { 'click-through-x11': '–' },
  icewm: { 'click-through-x11': '–' },
  i3: { 'click-through-x11': '–' },
  sway: { 'click-through': '◐', 'first-pixel': '◐', 'beside-handle': '–', 'shape-wiped': '◐', shortcut: '◐' },
};

describe.each(TESTED_DESKTOPS)('on %s', (name) => {
  let open: OpenStage;
  beforeAll(async () => {
    open = await openStageOn(name, inject('harness').electron);
  });
  afterAll(() => open.close());

  const rows = ROWS.filter((row) => TRIED.includes(row.name) && !(name === 'sway' && row.name === 'drag'));
  it.each(rows.map((row) => [row.title, row] as const))('%s', async (_, row) => {
    const { mark, reason } = await tryRow(row, open.stage);
    const expected = ELSEWHERE[name][row.name];
    expect({ mark, reason: mark === '✗' ? reason : '' }, desktopKind(name).title).toEqual({
      // With its needs met, it is kept there as well.
      mark: expected === '◐' ? expect.stringMatching(/[✓◐]/u) : (expected ?? '✓'),
      reason: '',
    });
  });
});
