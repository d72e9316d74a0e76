import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type OpenStage, openStageOn, tryRow } from '../desktops/matrix.ts';
import { ROWS } from '../desktops/rows.ts';
import { desktopKind, TESTED_DESKTOPS } from '../lab/desktops.ts';

/** The slow rows, and those that break the desktop, are left to `npm run desktops`. */
const TRIED = [
  ...['maximized', 'buttons-drawn', 'reappears', 'full-screen-before', 'full-screen-after', 'workspaces', 'unlisted'],
  ...['click-through', 'click-through-x11', 'first-pixel', 'beside-handle', 'shape-wiped', 'button', 'focus', 'drag'],
  ...['shortcut', 'panel'],
];

/** The promises that are not kept there yet, or mean nothing there. A drag on sway depends on the load of the machine. */
const NOT_YET: Readonly<Record<(typeof TESTED_DESKTOPS)[number], readonly string[]>> = {
  marco: ['click-through-x11'],
  icewm: ['click-through-x11'],
  i3: ['click-through-x11'],
  sway: ['click-through', 'first-pixel', 'beside-handle', 'shape-wiped', 'drag', 'shortcut'],
};

describe.each(TESTED_DESKTOPS)('on %s', (name) => {
  let open: OpenStage;
  beforeAll(async () => {
    open = await openStageOn(name, inject('harness').electron);
  });
  afterAll(() => open.close());

  const rows = ROWS.filter((row) => TRIED.includes(row.name) && !NOT_YET[name].includes(row.name));
  it.each(rows.map((row) => [row.title, row] as const))('%s', async (_, row) => {
    expect(await tryRow(row, open.stage), desktopKind(name).title).toEqual({ mark: '✓', reason: '' });
  });
});
