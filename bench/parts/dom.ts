import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import type { Figure } from '../figure.ts';
import type { Part } from '../part.ts';
import { PHASE_CHANGES } from '../phase-changes.ts';
import type { Sighting, StartedApp } from '../started-app.ts';
import { quantile } from '../statistics.ts';

const BLOCKS = 5;
/** A change that the page has not shown by then counts as lost. */
const LOST_MS = 2_000;
const GAP_MIN_MS = 20;
const GAP_MAX_MS = 100;

/** Measure the delay of a change from the client to the page's document. */
export const dom: Part = {
  name: 'dom',
  title: 'From the client to the document',
  seconds: { full: 270, quick: 23 },
  async run(harness, { quick, progress }) {
    const changesInBlock = quick ? 20 : 400;
    const random = createSeededRandom(1);
    const { client, overlay } = await harness.startPair({ watched: true });
    // A client of its own, so that the two do not disturb each other.
    const barePorts = await freeClientPorts();
    const bareClient = await harness.startClient(barePorts);
    const bare = harness.startFloor('bare', barePorts.wsPorts[0]);
    await bare.painted();
    await until('the floor at its client', () => bareClient.overlays() === 1, 20_000);
    await delay(quick ? 3_000 : 8_000);

    const sides = [
      { client, app: overlay, page: 'bubble.html', shown: ({ phase }: Change) => `${phase}|socket|` },
      { client: bareClient, app: bare, page: 'bare.html', shown: ({ patch }: Change) => patch.status },
    ];
    const blocks: number[][][] = [[], []];
    const sent = [0, 0];
    let lost = 0;
    for (let block = 1; block <= BLOCKS; block += 1) {
      progress(`block ${block} of ${BLOCKS}`);
      for (const [index, side] of sides.entries()) {
        const delays: number[] = [];
        // The first changes compile the code that the later ones run.
        const warmUp = block === 1 ? 20 : 0;
        for (let count = -warmUp; count < changesInBlock; count += 1) {
          const delayMs = await oneChange(side, sent[index] ?? 0);
          sent[index] = (sent[index] ?? 0) + 1;
          if (delayMs === null) lost += 1;
          else if (count >= 0) delays.push(delayMs);
          await delay(GAP_MIN_MS + random() * (GAP_MAX_MS - GAP_MIN_MS));
        }
        blocks[index]?.push(delays);
      }
    }
    if (lost > 0) throw new Error(`${lost} changes did not show within ${LOST_MS} ms`);
    const figure = (name: string, title: string, share: number, factor: number): Figure => ({
      name,
      title,
      unit: 'ms',
      samples: (blocks[0] ?? []).map((delays) => quantile(delays, share)),
      floor: (blocks[1] ?? []).map((delays) => quantile(delays, share)),
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

type Change = (typeof PHASE_CHANGES)[number];

interface Side {
  readonly client: ReferenceClient;
  readonly app: StartedApp;
  readonly page: string;
  readonly shown: (change: Change) => string;
}

/** Make a change. @param sent how many came before. @returns its delay in milliseconds; null when it never showed. */
async function oneChange(side: Side, sent: number): Promise<number | null> {
  const change = PHASE_CHANGES[sent % PHASE_CHANGES.length];
  if (change === undefined) throw new RangeError('there are no changes');
  const expected = side.shown(change);
  let stop = () => {};
  const seen = new Promise<Sighting>((resolve) => {
    stop = side.app.onSighting((sighting) => {
      if (sighting.page.endsWith(side.page) && sighting.value.startsWith(expected)) resolve(sighting);
    });
  });
  const sentEpochMs = performance.timeOrigin + performance.now();
  side.client.update(change.patch);
  const sighting = await Promise.race([seen, delay(LOST_MS, null)]);
  stop();
  return sighting === null ? null : sighting.atEpochMs - sentEpochMs;
}
