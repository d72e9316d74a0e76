// `npm run bench`: measures the built overlay against bare floors, on a virtual desktop, with no debugger attached. A
// full run, not a quick one, writes its parts' sections of docs/benchmarks.md.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../scripts/build-app.ts';
import { runCommand } from '../scripts/command.ts';
import { COMMANDS } from '../scripts/commands.mjs';
import { endOnSignal } from '../scripts/end-on-signal.ts';
import { prepare } from '../scripts/prepare.ts';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { writeDocument } from './document.ts';
import { createHarness, type Harness } from './harness.ts';
import { describeMachine } from './machine.ts';
import type { Outcome, Part } from './part.ts';
import { chooseParts, PARTS } from './parts.ts';
import { jsonReport, textReport } from './report.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

const finish = endOnSignal('The benchmark was ended.');
await runCommand(COMMANDS.bench, async ({ values, operands }) => {
  process.exitCode = await run(values, operands);
});
// A part that failed half-way may have left something that still waits.
finish();

/** @param parts the names of parts that were typed. @returns the exit code. */
async function run(
  { json, quick }: { readonly json: boolean; readonly quick: boolean },
  parts: readonly string[],
): Promise<number> {
  const chosen = chooseParts(parts);
  const electron = await prepare({ virtualDesktop: true });
  await buildApp();
  const seconds = chosen.reduce((sum, part) => sum + part.seconds[quick ? 'quick' : 'full'], 0);
  say(`bench: ${chosen.length} ${chosen.length === 1 ? 'part' : 'parts'}, about ${Math.ceil(seconds / 60)} min`);

  // Beside the runtime's own folder, so that its files can be linked.
  const shelf = join(PROJECT_ROOT, 'out', 'bench');
  mkdirSync(shelf, { recursive: true });
  const folder = mkdtempSync(join(shelf, 'harness-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const machine = await describeMachine(electron);
  const harness = await createHarness(electron, folder);
  const outcomes: Outcome[] = [];
  for (const part of chosen) outcomes.push(await measure(part, harness, quick));
  await harness.stop();

  const report = { machine, quick, outcomes };
  process.stdout.write(json ? `${JSON.stringify(jsonReport(report), null, 2)}\n` : `${textReport(report)}\n`);
  const order = PARTS.map(({ name }) => name);
  if (!quick) say(`bench: wrote ${writeDocument(report, order, PROJECT_ROOT)}`);
  return outcomes.some(({ problem }) => problem !== null) ? 1 : 0;
}

async function measure(part: Part, harness: Harness, quick: boolean): Promise<Outcome> {
  const startedMs = performance.now();
  const { name, title } = part;
  say(`bench: ${name}: ${title}`);
  try {
    const findings = await part.run(harness, { quick, progress: (text) => say(`bench: ${name}: ${text}`) });
    say(`bench: ${name}: done (${Math.round((performance.now() - startedMs) / 1_000)} s)`);
    return { name, title, problem: null, notes: [], transports: [], ...findings };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    say(`bench: ${name}: could not be measured: ${problem}`);
    return { name, title, problem, figures: [], notes: [], transports: [] };
  } finally {
    // Nothing of this part may disturb the next one.
    await harness.clear();
  }
}
