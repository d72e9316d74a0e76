// `npm run desktops`: tries the built overlay on real desktops without a screen. A full run writes docs/desktops.md.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from '../bench/machine.ts';
import { tryDesktop } from '../test/desktops/matrix.ts';
import { ROWS } from '../test/desktops/rows.ts';
import { type Column, matrixDocument } from '../test/desktops/table.ts';
import { DESKTOPS, type DesktopName, desktopKind, isDesktopName } from '../test/lab/desktops.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { UsageError } from './read-arguments.mjs';

const DOCUMENT = 'docs/desktops.md';
const ALL = Object.keys(DESKTOPS).filter(isDesktopName);

const say = (line: string) => process.stderr.write(`${line}\n`);

const finish = endOnSignal('The desktops were ended.');
await runCommand(COMMANDS.desktops, async ({ values, operands }) => {
  const rows = chooseRows(values.row ?? []);
  const names = chooseDesktops(operands);
  const electron = await prepare({ virtualDesktop: true, desktops: names });
  await buildApp();
  const columns: Column[] = [];
  for (const name of names) {
    const { title } = desktopKind(name);
    say(`${title} …`);
    const column = await tryDesktop(name, rows, electron, (row, { mark, reason }) => {
      say(`  ${mark} ${row.title}${reason === '' ? '' : `: ${reason}`}`);
    });
    if (column.problem !== null) say(`  did not come up: ${column.problem}`);
    columns.push(column);
  }
  const { date, system, versions } = await describeMachine(electron);
  const document = matrixDocument({ date, system, electron: versions['Electron'] ?? 'unknown', rows, columns });
  if (names.length === ALL.length && rows.length === ROWS.length) {
    writeFileSync(join(PROJECT_ROOT, DOCUMENT), document);
    say(`wrote ${DOCUMENT}`);
  } else process.stdout.write(document);
});
finish();

function chooseDesktops(typed: readonly string[]): readonly DesktopName[] {
  const unknown = typed.filter((name) => !isDesktopName(name));
  if (unknown.length > 0) throw new UsageError(`Unknown desktop: ${unknown.join(', ')}`);
  return typed.length === 0 ? ALL : ALL.filter((name) => typed.includes(name));
}

function chooseRows(typed: readonly string[]) {
  const unknown = typed.filter((name) => !ROWS.some((row) => row.name === name));
  if (unknown.length > 0)
    throw new UsageError(`--row ${unknown.join(', ')}: give one of ${ROWS.map(({ name }) => name).join(', ')}`);
  return typed.length === 0 ? ROWS : ROWS.filter(({ name }) => typed.includes(name));
}
