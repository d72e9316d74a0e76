import { setTimeout as delay } from 'node:timers/promises';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { countHours } from './hours.ts';
import { type MemorySample, memoryReport } from './memory-report.ts';
import { rest, restLine, untilShown } from './rest.ts';
import type { SoakedOverlay } from './soaked-overlay.ts';
import { turnSteps } from './turns.ts';

/**
 * The overlay collects garbage a second or two after its last state if there were 600 since the last time (idle-gc.ts). So
 * many turns have more, and nothing else has to force a collection.
 */
const TURNS_PER_REST = 200;

export interface Use {
  readonly turns: number;
  readonly perSecond: number;
  readonly seed: number;
  /** Ends the run early. */
  readonly signal: AbortSignal;
}

/**
 * Use the overlay as people do, one turn after the other with a rest now and then, and print how its memory develops.
 * @returns whether the overlay showed and left the screen each time, and its memory did not grow too fast.
 */
export async function use(overlay: SoakedOverlay, { turns, perSecond, seed, signal }: Use): Promise<boolean> {
  const random = createSeededRandom(seed);
  const turnMs = 1_000 / perSecond;
  const samples: MemorySample[] = [];
  const problems: string[] = [];
  let turn = 0;
  const time = countHours((hours) =>
    console.log(`soak: turn ${turn}, ${hours.toFixed(2)} h${restLine(samples.at(-1))}`),
  );

  try {
    while (turn < turns) {
      turn += 1;
      await takeTurn(turn % TURNS_PER_REST === 0);
      if (turn % TURNS_PER_REST === 0) {
        const bytes = await rest(overlay, `after turn ${turn}`, signal);
        samples.push({ hours: time.hours(), bytes });
      }
    }
  } catch (error) {
    if (!signal.aborted) problems.push(error instanceof Error ? error.message : String(error));
  }
  time.stop();
  const report = memoryReport(samples);
  for (const line of report.lines) console.log(line);
  problems.push(...report.problems);
  for (const problem of problems) console.log(`soak: FAILED: ${problem} (SOAK_SEED=${seed})`);
  if (problems.length === 0)
    console.log(`soak: passed, ${turn} turns in ${time.hours().toFixed(2)} h, and ${samples.length} rests`);
  return problems.length === 0;

  async function takeTurn(isLastBeforeRest: boolean): Promise<void> {
    const startedMs = performance.now();
    for (const { at, patch } of turnSteps(turn, random, isLastBeforeRest)) {
      await delay(Math.max(0, startedMs + at * turnMs - performance.now()), undefined, { signal });
      if (isLastBeforeRest && patch === TURN_OVER) {
        await untilShown(overlay, `the bubble on the screen after turn ${turn}`, (windows) => windows > 0, signal);
      }
      overlay.client.update(patch);
    }
    await delay(Math.max(0, startedMs + turnMs - performance.now()), undefined, { signal });
  }
}
