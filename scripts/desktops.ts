// `npm run desktops`: tries the built overlay on desktops without a screen, and writes docs/desktops.md when each has been tried.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describeMachine } from '../bench/machine.ts';
import { tryDesktop } from '../test/desktops/matrix.ts';
import { ROWS } from '../test/desktops/rows.ts';
import { Column, matrixDocument } from '../test/desktops/table.ts';
import { DESKTOPS, type DesktopName, desktopKind, isDesktopName, needsNewerXwayland } from '../test/lab/desktops.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

const DOCUMENT = 'docs/desktops.md';
/** The last result of each desktop, with all rows. */
const KEPT = join(PROJECT_ROOT, 'out', 'desktops');
const ALL = Object.keys(DESKTOPS).filter(isDesktopName);
/** Those that are tried if none is named. */
const USUAL = ALL.filter((name) => !needsNewerXwayland(name));

const say = (line: string) => process.stderr.write(`${line}\n`);

const finish = endOnSignal('The desktops were ended.');
await runCommand(COMMANDS.desktops, async ({ values, operands }) => {
  const rows = chooseRows(values.row ?? []);
  const names = chooseDesktops(operands);
  const electron = await prepare({ virtualDesktop: true, desktops: names });
  await buildApp();
  const { date, system, versions } = await describeMachine(electron);
  const columns: Column[] = [];
  for (const name of names) {
    say(`${desktopKind(name).title} …`);
    const seen = await tryDesktop(name, rows, electron, (row, { mark, reason }) => {
      say(`  ${mark} ${row.title}${reason === '' ? '' : `: ${reason}`}`);
    });
    if (seen.problem !== null) say(`  did not come up: ${seen.problem}`);
    const column = { ...seen, date, electron: versions['Electron'] ?? 'unknown' };
    columns.push(column);
    if (rows.length === ROWS.length) keepColumn(name, column);
  }
  const isComplete = rows.length === ROWS.length && USUAL.every((name) => keptColumn(name) !== null);
  if (isComplete) {
    const kept = ALL.map(keptColumn).filter((column) => column !== null);
    writeFileSync(join(PROJECT_ROOT, DOCUMENT), matrixDocument({ system, rows, columns: kept }));
    say(`wrote ${DOCUMENT}`);
  } else process.stdout.write(matrixDocument({ system, rows, columns }));
});
finish();

function keepColumn(name: DesktopName, column: Column): void {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(join(KEPT, `${name}.json`), JSON.stringify(column));
}

/** Return the last result of a desktop with all rows; null when it was never tried. */
function keptColumn(name: DesktopName): Column | null {
  try {
    return v.parse(Column, JSON.parse(readFileSync(join(KEPT, `${name}.json`), 'utf8')));
  } catch {
    return null;
  }
}

function chooseDesktops(typed: readonly string[]): readonly DesktopName[] {
  const unknown = typed.filter((name) => !isDesktopName(name));
  if (unknown.length > 0) throw new UsageError(`Unknown desktop: ${unknown.join(', ')}`);
  return typed.length === 0 ? USUAL : ALL.filter((name) => typed.includes(name));
}

function chooseRows(typed: readonly string[]) {
  const unknown = typed.filter((name) => !ROWS.some((row) => row.name === name));
  if (unknown.length > 0)
    throw new UsageError(`--row ${unknown.join(', ')}: give one of ${ROWS.map(({ name }) => name).join(', ')}`);
  return typed.length === 0 ? ROWS : ROWS.filter(({ name }) => typed.includes(name));
}
