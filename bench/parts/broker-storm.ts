import { setTimeout as delay } from 'node:timers/promises';
import { startMosquitto } from '../../test/lab/mosquitto.ts';
import { treeMemory, treeProcessorMs } from '../../test/lab/processes.ts';
import { until } from '../../test/lab/until.ts';
import { type Fleet, startFleet } from '../broker/fleet.ts';
import { nowMs } from '../broker/moments.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import type { Part } from '../part.ts';
import { quantile } from '../statistics.ts';

const DEAD_MS = 2_000;
/** A connection that lasted this long counts as a stable one. */
const STABLE_MS = 6_000;
const BACK_WITHIN_MS = 120_000;
/** Some may be on their way once more. */
const AGAIN_WITHIN_MS = 45_000;

/** Kill the broker under many overlays, and measure how they come back. */
export const brokerStorm: Part = {
  name: 'broker-storm',
  title: 'A broker that dies under 10,000 overlays',
  seconds: { full: 120, quick: 40 },
  async run(_harness, { quick, progress }) {
    const overlays = quick ? 1_000 : 10_000;
    const mosquitto = await startMosquitto();
    try {
      progress(`${overlays} overlays`);
      const fleet = await startFleet('mqtt', overlays, mosquitto.port);
      try {
        await fleet.change();
        await delay(STABLE_MS);
        progress('the broker is killed');
        const killedMs = nowMs();
        await mosquitto.kill();
        await until('the loss at every overlay', async () => (await fleet.lost()) === overlays, BACK_WITHIN_MS);
        await delay(Math.max(0, killedMs + DEAD_MS - nowMs()));
        await mosquitto.start();
        const startedMs = nowMs();
        let peakMb = 0;
        const isBack = async () => {
          peakMb = Math.max(peakMb, treeMemory(mosquitto.pid()).residentBytes / 1e6);
          return (await fleet.lost()) === 0;
        };
        // Those who never come back are the finding.
        await until('all overlays', isBack, BACK_WITHIN_MS, 250).catch(() => {});
        const processorMs = treeProcessorMs(mosquitto.pid());
        return {
          figures: [
            ...(await stormFigures(fleet, overlays, killedMs, startedMs)),
            one('cpu', 'CPU time of the broker, in all', 'ms', processorMs),
            one('memory', 'RSS of the broker, at most', 'MB', peakMb),
          ],
          notes: [
            `The broker is killed (SIGKILL), stays away for ${DEAD_MS / 1_000} s, and comes back without anything that it ` +
              'kept. The assistant, a client of packages/client, has to come back as well. An attempt is one ' +
              'connection that an overlay opens, also while nothing listens.',
          ],
        };
      } finally {
        fleet.stop();
      }
    } finally {
      await mosquitto.remove();
    }
  },
};

async function stormFigures(
  fleet: Fleet,
  overlays: number,
  killedMs: number,
  startedMs: number,
): Promise<readonly Figure[]> {
  const { attempts, back, silent } = await fleet.storm();
  const text = await fleet.change();
  await until('a change', async () => (await fleet.texts()).every((each) => each === text), AGAIN_WITHIN_MS).catch(
    () => {},
  );
  const without = (await fleet.texts()).filter((each) => each !== text).length;
  const after = attempts.filter((atMs) => atMs >= killedMs);
  const afterStart = after.filter((atMs) => atMs >= startedMs);
  const backMs = back.filter((atMs) => atMs >= startedMs).map((atMs) => atMs - startedMs);
  return [
    figureAtMost('storm-without', 'Overlays without the last state', 'overlays', [without], 0),
    one('back-p50', 'Back after the broker, p50', 'ms', quantile(backMs, 0.5)),
    one('back-last', 'Back after the broker, last', 'ms', Math.max(...backMs)),
    one('attempts', 'Attempts of one overlay, mean', 'attempts', after.length / overlays),
    one('again', 'Lost again meanwhile, without a pong', 'overlays', silent.filter((atMs) => atMs >= startedMs).length),
    one('peak', 'Attempts in the busiest second', 'attempts', busiestSecond(after)),
    one('peak-after', 'Attempts in the busiest second after the start', 'attempts', busiestSecond(afterStart)),
  ];
}

function one(name: string, title: string, unit: string, value: number): Figure {
  return {
    ...{ name: `storm-${name}`, title, unit, samples: [value] },
    ...{ floor: null, floorTitle: null, limit: null },
  };
}

/** Return how many of the moments lie in the second that has the most. Pure. */
export function busiestSecond(momentsMs: readonly number[]): number {
  const sorted = momentsMs.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [at, momentMs] of sorted.entries()) {
    while ((sorted[first] ?? momentMs) <= momentMs - 1_000) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
}
