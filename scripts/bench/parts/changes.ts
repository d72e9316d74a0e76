import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../../src-main/reference-client/reference-client.ts';
import { until } from '../../until.ts';
import type { Part } from '../part.ts';
import { PHASE_CHANGES } from '../phase-changes.ts';
import { treeBytes } from '../process-usage.ts';

const PER_BATCH = 20;
const BATCH_MS = 10;
/** Of all changes, how many come between two looks: garbage is to have been put away in between. */
const SHARE_BETWEEN_LOOKS = 0.08;
const LOOK_PAUSE_MS = 1_500;

const BREATH =
  'Looked at one by one after every 40,000 of 240,000 changes (Electron 33), the private memory of the main process was 0.0, ' +
  "3.9, 5.5, -0.3, 4.3 and 5.4 MB over what it had begun with, and that of the bubble's page 0.7, 4.9, 0.1, 5.4, 0.9 and " +
  '6.4 MB: most of it comes and goes with the garbage; how much of it stays is not known.';

/** Whether the overlay grows with what it has shown. */
export const changes: Part = {
  name: 'changes',
  title: 'Memory after many phase changes',
  seconds: { full: 170, quick: 20 },
  async run(world, { quick, progress }) {
    const total = quick ? 4_000 : 100_000;
    const looks = quick ? 2 : 5;
    // Until what is still under way is done, and garbage is put away as far as it is without being asked.
    const settleMs = quick ? 2_000 : 10_000;
    const ports = await world.freePorts();
    const client = await world.startClient(ports);
    const overlay = world.startOverlay(ports);
    await until('an overlay at its client', () => client.overlays() === 1, 20_000);
    // What is made once, such as compiled code, is there before the first look, and the heaps have come to their size.
    await changePhases(client, total / 2);
    await delay(settleMs);
    const before = await look(overlay.pid, looks, () => changePhases(client, total * SHARE_BETWEEN_LOOKS));
    progress(`${total} changes`);
    await changePhases(client, total);
    await delay(settleMs);
    const after = await look(overlay.pid, looks, () => changePhases(client, total * SHARE_BETWEEN_LOOKS));
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
        `${(PER_BATCH * 1_000) / BATCH_MS} changes a second at most, after ${total / 2} that warm up, and before each look ` +
          `${total * SHARE_BETWEEN_LOOKS} more. The page draws as many as the display refreshes.`,
        BREATH,
      ],
    };
  },
};

async function changePhases(client: ReferenceClient, count: number): Promise<void> {
  for (let done = 0; done < count; ) {
    for (let inBatch = 0; inBatch < PER_BATCH && done < count; inBatch += 1, done += 1) {
      const change = PHASE_CHANGES[done % PHASE_CHANGES.length];
      if (change !== undefined) client.update(change.patch);
    }
    await delay(BATCH_MS);
  }
}

/**
 * Megabytes, several times, with changes between: garbage is put away when there is enough of it, so that an app that
 * draws breathes, up and down by as much as 8 MB.
 */
async function look(pid: number, looks: number, changeOn: () => Promise<void>): Promise<number[]> {
  const samples: number[] = [];
  for (let count = 0; count < looks; count += 1) {
    await changeOn();
    await delay(LOOK_PAUSE_MS);
    samples.push(treeBytes(pid) / 1e6);
  }
  return samples;
}
