import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../test/lab/free-port.ts';
import { type Mosquitto, startMosquitto } from '../../test/lab/mosquitto.ts';
import { type Crowd, measureCrowd, type Saturation, saturate } from '../broker/crowd.ts';
import { startFleet } from '../broker/fleet.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import type { Effort, Part } from '../part.ts';

const BEHIND_A_BROKER = [1, 100, 1_000, 10_000];
/** The client itself serves at most 256. */
const SERVED = [1, 100, 256];
const SATURATED = 1_000;

/** For the last one of a thousand. */
const LAST_OF_THOUSAND_MS = 100;

/** Measure one assistant that many overlays show: behind a real broker, and beside it without one. */
export const broker: Part = {
  name: 'broker',
  title: 'One assistant on one to 10,000 overlays',
  seconds: { full: 200, quick: 60 },
  async run(_harness, effort) {
    const figures: Figure[] = [];
    const crowds = effort.quick ? BEHIND_A_BROKER.slice(0, 3) : BEHIND_A_BROKER;
    for (const overlays of crowds) {
      effort.progress(`${overlays} behind a broker`);
      figures.push(...(await behindBroker(overlays, effort)));
    }
    for (const overlays of SERVED) {
      effort.progress(`${overlays} served by the client`);
      figures.push(...figuresOf('own', await servedByClient(overlays, effort)));
    }
    return {
      figures,
      notes: [
        'An overlay is the product’s connection without a window: it connects, subscribes, reads each status and works ' +
          'out what to show. 2 to 4 processes have all of them, on the cores that the broker (Mosquitto, as installed) uses as ' +
          'well, so the delays are those of this computer under its own overlays. “Last” is the overlay that gets a change last.',
        'CPU time a delivery is that of the process that serves: the broker, or the client. Bytes are those of one overlay’s ' +
          'connection, both ways, without the headers of TCP and IP.',
      ],
    };
  },
};

async function behindBroker(overlays: number, { quick }: Effort): Promise<readonly Figure[]> {
  const mosquitto = await startMosquitto();
  try {
    const fleet = await startFleet('mqtt', overlays, mosquitto.port);
    try {
      const crowd = await measureCrowd(fleet, { ...choices(overlays, quick), overlays, server: mosquitto.pid() });
      const figures = figuresOf('broker', crowd);
      if (overlays !== SATURATED) return figures;
      await delay(1_000);
      return [...figures, ...saturationFigures(await saturateBroker(fleet, mosquitto, quick))];
    } finally {
      fleet.stop();
    }
  } finally {
    await mosquitto.remove();
  }
}

function saturateBroker(fleet: Awaited<ReturnType<typeof startFleet>>, mosquitto: Mosquitto, quick: boolean) {
  return saturate(fleet, SATURATED, mosquitto.pid(), quick ? 3_000 : 10_000);
}

async function servedByClient(overlays: number, { quick }: Effort): Promise<Crowd> {
  const fleet = await startFleet('socket', overlays, await freePort());
  try {
    return await measureCrowd(fleet, { ...choices(overlays, quick), overlays, server: fleet.pids.assistant });
  } finally {
    fleet.stop();
  }
}

function choices(overlays: number, quick: boolean) {
  if (overlays > SATURATED) return { changes: 12, pauseMs: 500, restMs: 10_000 };
  return { changes: quick ? 10 : 40, pauseMs: 100, restMs: quick ? 5_000 : 10_000 };
}

/** @param way `broker`, or `own` for the client's own sockets. */
function figuresOf(way: 'broker' | 'own', crowd: Crowd): readonly Figure[] {
  const { overlays } = crowd;
  const who = `${overlays.toLocaleString('en')} ${way === 'broker' ? 'behind a broker' : 'served by the client'}`;
  const one = (name: string, title: string, unit: string, samples: readonly number[]): Figure => ({
    ...{ name: `${way}-${name}-${overlays}`, title: `${who}: ${title}`, unit, samples },
    ...{ floor: null, floorTitle: null, limit: null },
  });
  const last = one('last', 'delay, last', 'ms', crowd.lastMs);
  const hasTarget = way === 'broker' && overlays === 1_000;
  return [
    one('p50', 'delay, p50', 'ms', crowd.p50Ms),
    one('p99', 'delay, p99', 'ms', [crowd.p99Ms]),
    hasTarget ? figureAtMost(last.name, last.title, 'ms', crowd.lastMs, LAST_OF_THOUSAND_MS) : last,
    // The kernel counts in steps of 10 ms.
    ...(overlays === 1 ? [] : [one('cpu', 'CPU time a delivery', 'µs', [crowd.processorMicrosPerDelivery])]),
    one('cpu-rest', 'CPU at rest', '%', [crowd.processorPercentAtRest]),
    one('memory', 'RSS', 'MB', [crowd.residentMb]),
    one('bytes', 'bytes a change and overlay', 'bytes', [crowd.bytesPerChange]),
    one('bytes-rest', 'bytes a minute and overlay at rest', 'bytes', [crowd.bytesPerMinuteAtRest]),
  ];
}

function saturationFigures({ deliveriesPerSecond, processorPercent }: Saturation): readonly Figure[] {
  const who = `${SATURATED.toLocaleString('en')} behind a broker, saturated`;
  const one = (name: string, title: string, unit: string, value: number): Figure => ({
    ...{ name: `broker-saturated-${name}`, title: `${who}: ${title}`, unit, samples: [value] },
    ...{ floor: null, floorTitle: null, limit: null },
  });
  return [
    one('rate', 'deliveries', 'a second', deliveriesPerSecond),
    one('cpu', 'CPU of the broker', '%', processorPercent.server),
    one('cpu-overlays', 'CPU of the overlays', '%', processorPercent.overlays),
  ];
}
