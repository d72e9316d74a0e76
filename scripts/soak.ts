// `npm run soak`: the built app on a virtual desktop, for long. With minutes: one fault after the other, at random, from each
// of which the overlay has to come back by itself. With --turns: ordinary use, in which its memory must not grow.
// SOAK_SEED repeats a run.

import { seedFrom } from '../test/lab/seeded-random.ts';
import { follow } from '../test/soak/follow.ts';
import { createSoakHarness } from '../test/soak/harness.ts';
import { soak } from '../test/soak/run.ts';
import { type SoakedOverlay, startSoakedOverlay } from '../test/soak/soaked-overlay.ts';
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
  const { turns, follow: followed } = values;
  if ([minutes, turns, followed].filter((each) => each !== undefined).length > 1) {
    throw new UsageError('the minutes, --turns and --follow exclude each other: give one of them');
  }
  if (followed !== undefined) await beFollowed(positive('minutes', followed), seed);
  else if (turns !== undefined) {
    await takeTurns(positive('turns', turns), positive('turns a second', values['per-second']), seed);
  } else {
    finish = endOnSignal('The soak was ended.');
    await injectFaults(positive('minutes', minutes ?? USUAL_MINUTES), seed);
  }
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
  await soakOverlay(1, `${turns} turns, ${perSecond} a second, SOAK_SEED=${seed}`, (overlay, signal) =>
    use(overlay, { turns, perSecond, seed, signal }),
  );
}

async function beFollowed(minutes: number, seed: number): Promise<void> {
  // Of version 2, whose client takes every command.
  await soakOverlay(2, `${minutes} min of floods that are followed, SOAK_SEED=${seed}`, (overlay, signal) =>
    follow(overlay, { minutes, seed, signal }),
  );
}

/** @param protocol the client's version of it. @param title of the run. @param run returns whether it passed. */
async function soakOverlay(
  protocol: 1 | 2,
  title: string,
  run: (overlay: SoakedOverlay, signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  const electron = await prepare({ virtualDesktop: true });
  await buildApp();
  const overlay = await startSoakedOverlay(electron, protocol);
  const ending = new AbortController();
  // The first signal ends the run, and the report follows; a second one ends everything at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort());
  console.log(`soak: ${title}`);
  const hasPassed = await run(overlay, ending.signal);
  await overlay.stop();
  process.exitCode = hasPassed ? 0 : 1;
}

function positive(what: string, typed: string): number {
  const number = Number(typed);
  if (!(number > 0)) throw new UsageError(`"${typed}" is not a number of ${what}: give one above 0`);
  return number;
}
