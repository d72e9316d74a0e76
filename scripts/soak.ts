// `npm run soak`: the built app on a virtual desktop, and one fault after the other, at random. After each the overlay has to
// come back by itself: a new answer is seen on the screen, by the socket. SOAK_SEED repeats a run.

import { seedFrom } from '../test/lab/seeded-random.ts';
import { createSoakHarness } from '../test/soak/harness.ts';
import { soak } from '../test/soak/run.ts';
import { buildApp } from './build-app.ts';
import { runCommand } from './command.ts';
import { COMMANDS } from './commands.mjs';
import { endOnSignal } from './end-on-signal.ts';
import { prepare } from './prepare.ts';
import { UsageError } from './read-arguments.mjs';

const USUAL_MINUTES = '5';

const finish = endOnSignal('The soak was ended.');
await runCommand(COMMANDS.soak, async ({ operands: [typed = USUAL_MINUTES] }) => {
  const minutes = Number(typed);
  if (!(minutes > 0)) throw new UsageError(`"${typed}" is not a number of minutes: give one above 0`);
  const seed = seedFrom(process.env['SOAK_SEED']);
  const electron = await prepare({ virtualDesktop: true });
  await buildApp();
  const harness = await createSoakHarness(electron);
  console.log(`soak: ${minutes} min, SOAK_SEED=${seed}`);
  process.exitCode = (await soak(harness, minutes, seed)) ? 0 : 1;
});
// A fault that failed half-way may have left pending work.
finish();
