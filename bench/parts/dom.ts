import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import type { Figure } from '../figure.ts';
import type { Part } from '../part.ts';
import { phaseChange } from '../phase-changes.ts';
import { nowEpochMs, type StartedApp } from '../started-app.ts';
import { quantile } from '../statistics.ts';

const BLOCKS = 5;
/** A change that the page has not shown by then counts as lost. */
const LOST_MS = 2_000;
/** The page takes the time itself, so that reading need not be quick. */
const READ_INTERVAL_MS = 10;
const GAP_MIN_MS = 20;
const GAP_MAX_MS = 100;

/** Measure the delay of a change from the client to the page's document. */
export const dom: Part = {
  name: 'dom',
  title: 'From the client to the document',
  seconds: { full: 240, quick: 23 },
  async run(harness, { quick, progress }) {
    const changesInBlock = quick ? 20 : 300;
    const random = createSeededRandom(1);
    const overlay = await harness.startPair({ watched: true });
    // With a client of its own, so that the two do not disturb each other.
    const bare = await harness.startBarePair();
    await delay(quick ? 3_000 : 8_000);

    const sides = [
      { ...overlay, shown: ({ phase }: Change) => `${phase}|socket|`, blocks: [] as number[][] },
      { ...bare, shown: ({ patch }: Change) => patch.status, blocks: [] as number[][] },
    ] as const;
    for (let block = 1; block <= BLOCKS; block += 1) {
      progress(`block ${block} of ${BLOCKS}`);
      for (const side of sides) {
        const delays: number[] = [];
        // The first changes compile the code that the later ones run.
        const warmUp = block === 1 ? 20 : 0;
        for (let count = -warmUp; count < changesInBlock; count += 1) {
          const delayMs = await shownAfter(side, phaseChange(count + warmUp));
          if (count >= 0) delays.push(delayMs);
          await delay(GAP_MIN_MS + random() * (GAP_MAX_MS - GAP_MIN_MS));
        }
        side.blocks.push(delays);
      }
    }
    const figure = (name: string, title: string, share: number, factor: number): Figure => ({
      name,
      title,
      unit: 'ms',
      samples: sides[0].blocks.map((delays) => quantile(delays, share)),
      floor: sides[1].blocks.map((delays) => quantile(delays, share)),
      floorTitle: '`ws`, one message between processes, `textContent`',
      limit: { kind: 'times-floor', factor },
    });
    return {
      figures: [
        figure('dom-p50', 'Delay to the document, median (p50)', 0.5, 1.3),
        figure('dom-p99', 'Delay to the document, 99th percentile (p99)', 0.99, 1.5),
      ],
      notes: [
        `${BLOCKS} × ${changesInBlock} changes on either side, ${GAP_MIN_MS} to ${GAP_MAX_MS} ms apart at random.`,
        'Where the time of one change goes (Electron 33, each step timed separately): 0.5 ms from the client to ' +
          'the main process; 0.4 ms there, of which 0.1 to parse and clean the frame, 0.1 to work out what to draw, ' +
          'and 0.2 to hand it to Chromium; 0.3 ms until the document has changed. One in ten waits 1 ms longer for ' +
          'the page, and one in a hundred 4 ms: it arrives while the page draws a frame of the previous fade. The ' +
          'bare page has no fade.',
      ],
    };
  },
};

type Change = ReturnType<typeof phaseChange>;

interface Side {
  readonly client: ReferenceClient;
  readonly app: StartedApp;
  readonly shown: (change: Change) => string;
}

/** Make a change. @returns the milliseconds until the page has shown it. @throws when it never does. */
async function shownAfter({ client, app, shown }: Side, change: Change): Promise<number> {
  const before = app.sightings.length;
  const sentEpochMs = nowEpochMs();
  client.update(change.patch);
  const find = () => app.sightings.slice(before).find(({ value }) => value.startsWith(shown(change)));
  const { atEpochMs } = await until(`${change.phase} on the page`, find, LOST_MS, READ_INTERVAL_MS);
  return atEpochMs - sentEpochMs;
}
