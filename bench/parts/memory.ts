import { setTimeout as delay } from 'node:timers/promises';
import { treeBytes } from '../../test/lab/processes.ts';
import type { Part } from '../part.ts';
import type { StartedApp } from '../started-app.ts';

/** Longer than the bubble stays after the start, so that both apps hide two windows that were on the screen. */
const QUIET_AFTER_MS = 9_000;

/** Measure the memory of the overlay while it is ready, alternately with two blank windows. */
export const memory: Part = {
  name: 'memory',
  title: 'Memory',
  seconds: { full: 125, quick: 21 },
  async run(harness, { quick, progress }) {
    const rounds = quick ? 1 : 5;
    const samples: number[] = [];
    const floor: number[] = [];
    const megabytes = async (app: StartedApp) => {
      await delay(QUIET_AFTER_MS);
      const bytes = treeBytes(app.pid);
      await app.stop();
      return bytes / 1e6;
    };
    for (let round = 1; round <= rounds; round += 1) {
      progress(`round ${round} of ${rounds}`);
      const blank = harness.startFloor('two-blank');
      await blank.painted();
      await delay(500);
      blank.say('hide');
      floor.push(await megabytes(blank));
      const { client, app } = await harness.startPair();
      samples.push(await megabytes(app));
      await client.stop();
    }
    return {
      figures: [
        {
          name: 'memory-ready',
          title: 'Memory, ready',
          unit: 'MB',
          samples,
          floor,
          floorTitle: 'two blank transparent windows',
          limit: { kind: 'over-floor', by: 15 },
        },
      ],
      notes: ['Memory is the proportional set size of all processes together: a page that several share counts once.'],
    };
  },
};
