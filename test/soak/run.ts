import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { logLines, measureResources } from '../lab/overlay-parts.ts';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { FAULTS, type Fault, PAGE_ENDS_PER_MINUTE } from './faults.ts';
import type { SoakHarness } from './harness.ts';

const MINUTE_MS = 60_000;
/** The heap's size varies; a leak per fault shows after hundreds of them. */
const HEAP_GROWTH_MAX_BYTES = 6_000_000;
/** Longer than any fault takes, with its pauses and the recovery. */
const FAULT_LIMIT_MS = 120_000;
/** From the overlay's end to that of the program that follows it. */
const FOLLOWER_END_MS = 5_000;
const USUAL_LONGEST_PAUSE_MS = 3_000;
const LONG_RUN_LONGEST_PAUSE_MS = 25_000;

/**
 * Inject one random fault after the other into the overlay, and print the results.
 *
 * @returns whether the overlay recovered from each.
 */
export async function soak(harness: SoakHarness, minutes: number, seed: number): Promise<boolean> {
  const random = createSeededRandom(seed);
  const longestMs = minutes >= 10 ? LONG_RUN_LONGEST_PAUSE_MS : USUAL_LONGEST_PAUSE_MS;
  const happened = new Map<Fault, number[]>();
  const tookMs: number[] = [];
  const problems: string[] = [];
  try {
    // Each fault once, so that one-time allocations don't look like a leak.
    for (const fault of FAULTS) await go(fault);
    await harness.showAnswer();
    const before = await measureResources(harness.overlay);
    const startedMs = performance.now();
    while (performance.now() - startedMs < minutes * MINUTE_MS) {
      const possible = FAULTS.filter(mayHappen);
      const fault = possible[Math.floor(random() * possible.length)];
      if (fault !== undefined) await go(fault);
    }
    await harness.showAnswer();
    const after = await measureResources(harness.overlay);
    for (const [fault, times] of happened) console.log(`${String(times.length).padStart(5)} × ${fault.name}`);
    report(before, after);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    console.log(logLines(harness.overlay).slice(-30).join('\n'));
  }
  await harness.stop();
  const followerCode = await Promise.race([
    harness.follower.ended,
    delay(FOLLOWER_END_MS, 'still runs', { ref: false }),
  ]);
  if (followerCode !== 0) problems.push(`the follower did not end with the overlay: ${followerCode}`);
  harness.follower.kill();
  for (const problem of problems) console.log(`soak: FAILED: ${problem} (SOAK_SEED=${seed})`);
  if (problems.length === 0) console.log(`soak: passed, ${tookMs.length} faults, the overlay came back from each`);
  return problems.length === 0;

  function mayHappen(fault: Fault): boolean {
    if (fault.page === undefined) return true;
    const times = FAULTS.filter(({ page }) => page === fault.page).flatMap((other) => happened.get(other) ?? []);
    const recent = times.filter((timeMs) => performance.now() - timeMs < MINUTE_MS);
    return recent.length < PAGE_ENDS_PER_MINUTE;
  }

  async function go(fault: Fault): Promise<void> {
    try {
      // An app that shows an error dialog no longer responds.
      await Promise.race([fault.happen(harness, random, longestMs), giveUp()]);
      tookMs.push(await Promise.race([harness.showAnswer(), giveUp()]));
      // At its end: the page of a fault that takes seconds ends late in it, and the overlay counts from there.
      happened.set(fault, [...(happened.get(fault) ?? []), performance.now()]);
    } catch (error) {
      throw new Error(`after "${fault.name}": ${error instanceof Error ? error.message : error}`);
    }
    const exited = harness.overlay.app.process().exitCode;
    if (exited !== null) throw new Error(`after "${fault.name}": the overlay ended with ${exited}`);
  }

  function report(before: Awaited<ReturnType<typeof measureResources>>, after: typeof before): void {
    const sorted = tookMs.toSorted((a, b) => a - b);
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    console.log(
      `back after (ms): median ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)}, longest ${Math.round(sorted.at(-1) ?? 0)}`,
    );
    console.log(`open files ${before.files} → ${after.files}, sockets ${before.sockets} → ${after.sockets}`);
    console.log(
      `timers ${before.timers} → ${after.timers}, heap ${megabytes(before.heapBytes)} → ${megabytes(after.heapBytes)}`,
    );
    console.log(`follow: ${harness.follower.lines()} lines`);
    console.log(`resident ${megabytes(before.residentBytes)} → ${megabytes(after.residentBytes)}`);
    const lines = logLines(harness.overlay);
    console.log(
      `log ${lines.length} lines, ${readFileSync(`${harness.overlay.profile}/logs/overlay.log`).length} bytes`,
    );
    if (after.files > before.files + 4) problems.push('open files grew');
    if (after.sockets > before.sockets) problems.push('sockets grew');
    if (after.heapBytes > before.heapBytes + HEAP_GROWTH_MAX_BYTES) problems.push('the heap grew');
  }
}

async function giveUp(): Promise<never> {
  await delay(FAULT_LIMIT_MS, undefined, { ref: false });
  throw new Error(`the overlay does not answer, ${FAULT_LIMIT_MS / 1_000} s later`);
}
