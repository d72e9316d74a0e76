import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { treeMemory } from '../../test/lab/processes.ts';
import type { Part } from '../part.ts';
import { phaseChange } from '../phase-changes.ts';

const PER_BATCH = 20;
const BATCH_MS = 10;
const READINGS = 5;

/** Measure whether the overlay's memory grows with the number of changes shown. */
export const changes: Part = {
  name: 'changes',
  title: 'Memory after many phase changes',
  seconds: { full: 115, quick: 21 },
  async run(harness, { quick, progress }) {
    const total = quick ? 10_000 : 100_000;
    // Until pending work is done, and V8 has collected the garbage that it collects by itself.
    const pauseMs = quick ? 4_000 : 10_000;
    const { client, app } = await harness.startPair();
    // One-time allocations, such as compiled code, must not count as growth.
    await changePhases(client, total / 10);
    await delay(pauseMs);
    const before = await readMegabytes(app.pid);
    progress(`${total} changes`);
    await changePhases(client, total);
    await delay(pauseMs);
    const after = await readMegabytes(app.pid);
    return {
      figures: [
        {
          name: 'memory-after-changes',
          title: `Memory after ${total.toLocaleString('en')} phase changes`,
          unit: 'MB',
          samples: after,
          floor: before,
          floorTitle: 'the same overlay before them',
          limit: { kind: 'over-floor', by: 3 },
        },
      ],
      notes: [
        `${(PER_BATCH * 1_000) / BATCH_MS} changes a second at most, after ${total / 10} for warm-up. The page draws at most one per display refresh.`,
        'A few seconds after a burst the overlay collects its garbage. By itself, V8 does so only once a heap has ' +
          "grown by 10 MB: the main process's old generation was then between 4.9 and 7.5 MB, and the bubble's page " +
          'held between 3.2 and 8.1 MB of the DOM, after each of several runs of 60,000 changes (Electron 33, heap ' +
          'statistics). Right after a collection it is 4.2 to 4.6 and 0.8 to 1.0 MB every time, so nothing leaks.',
      ],
    };
  },
};

async function changePhases(client: ReferenceClient, count: number): Promise<void> {
  for (let done = 0; done < count; ) {
    for (let inBatch = 0; inBatch < PER_BATCH && done < count; inBatch += 1, done += 1) {
      client.update(phaseChange(done).patch);
    }
    await delay(BATCH_MS);
  }
}

/** Read the memory several times: it varies while pages draw. */
async function readMegabytes(pid: number): Promise<number[]> {
  const samples: number[] = [];
  for (let count = 0; count < READINGS; count += 1) {
    samples.push(treeMemory(pid).proportionalBytes / 1e6);
    await delay(500);
  }
  return samples;
}
