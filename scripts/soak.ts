// `npm run soak`: the built app on a virtual desktop, for long. With minutes: one fault after the other, at random, from each
// of which the overlay has to come back by itself. With --turns: ordinary use, in which its memory must not grow.
// SOAK_SEED repeats a run.

import { seedFrom } from '../test/lab/seeded-random.ts';
import { createSoakHarness } from '../test/soak/harness.ts';
import { soak } from '../test/soak/run.ts';
import { startSoakedOverlay } from '../test/soak/soaked-overlay.ts';
import { use } from '../test/soak/use.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { UsageError } from './read-arguments.mjs';

const USUAL_MINUTES = '5';

let finish: () => void = () => process.exit();
await runCommand(COMMANDS.soak, async ({ values, operands: [minutes] }) => {
  const seed = seedFrom(process.env['SOAK_SEED']);
  if (values.turns === undefined) {
    finish = endOnSignal('The soak was ended.');
    await injectFaults(positive('minutes', minutes ?? USUAL_MINUTES), seed);
    return;
  }
  if (minutes !== undefined) throw new UsageError('--turns takes the place of the minutes: give one of them');
  await takeTurns(positive('turns', values.turns), positive('turns a second', values['per-second']), seed);
});
// A fault that failed half-way may have left pending work.
finish();

async function injectFaults(minutes: number, seed: number): Promise<void> {
  const electron = await prepare({ virtualDesktop: true });
  await buildApp();
  const harness = await createSoakHarness(electron);
  console.log(`soak: ${minutes} min, SOAK_SEED=${seed}`);
  process.exitCode = (await soak(harness, minutes, seed)) ? 0 : 1;
}

async function takeTurns(turns: number, perSecond: number, seed: number): Promise<void> {
  const electron = await prepare({ virtualDesktop: true });
  await buildApp();
  const overlay = await startSoakedOverlay(electron);
  const ending = new AbortController();
  // The first signal ends the turns, and the report follows; a second one ends everything at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  console.log(`soak: ${turns} turns, ${perSecond} a second, SOAK_SEED=${seed}`);
  const hasPassed = await use(overlay, { turns, perSecond, seed, signal: ending.signal });
  await overlay.stop();
  process.exitCode = hasPassed ? 0 : 1;
}

function positive(what: string, typed: string): number {
  const number = Number(typed);
  if (!(number > 0)) throw new UsageError(`"${typed}" is not a number of ${what}: give one above 0`);
  return number;
}
