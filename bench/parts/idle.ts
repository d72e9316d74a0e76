import { setTimeout as delay } from 'node:timers/promises';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { treeProcessorMs } from '../../test/lab/processes.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import type { Harness } from '../harness.ts';
import { countRequests } from '../http-requests.ts';
import type { Part } from '../part.ts';
import type { StartedApp } from '../started-app.ts';

/** Longer than the bubble stays after a change of the connection. */
const QUIET_AFTER_MS = 12_000;
const ROUNDS = 5;

/** Measure idle overlays in five states at once: doing nothing, they don't disturb each other. */
export const idle: Part = {
  name: 'idle',
  title: 'CPU time while nothing happens',
  seconds: { full: 325, quick: 28 },
  async run(harness, { quick, progress }) {
    const periodMs = quick ? 2_000 : 60_000;
    const requests = countRequests();
    const [ready, paused, always, offline, polling] = await Promise.all([
      startReady(harness),
      startReady(harness, { paused: true }),
      startReady(harness, { visibility: 'always' }),
      startOffline(harness),
      startPolling(harness),
    ]);
    const hidden = harness.startFloor('blank');
    const shown = harness.startFloor('blank');
    await Promise.all([hidden.painted(), shown.painted()]);
    hidden.say('hide');
    progress('waiting until nothing is going on');
    await delay(QUIET_AFTER_MS);

    const apps = [ready.app, paused.app, always.app, offline.app, polling.app, hidden, shown];
    const percents: number[][] = apps.map(() => []);
    const polls: number[] = [];
    const pushes: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(`round ${round} of ${ROUNDS}`);
      const before = apps.map((app) => treeProcessorMs(app.pid));
      const countsBefore = [polling.httpPort, ready.httpPort].map(requests.on);
      const startedMs = performance.now();
      await delay(periodMs);
      const tookMs = performance.now() - startedMs;
      for (const [index, app] of apps.entries()) {
        const usedMs = treeProcessorMs(app.pid) - (before[index] ?? 0);
        percents[index]?.push((100 * usedMs) / tookMs);
      }
      const counts = [polling.httpPort, ready.httpPort].map(requests.on);
      const perMinute = (index: number) => (((counts[index] ?? 0) - (countsBefore[index] ?? 0)) * 60_000) / tookMs;
      polls.push(perMinute(0));
      pushes.push(perMinute(1));
    }
    requests.stop();

    const figure = (name: string, title: string, at: number, isShown: boolean, by: number): Figure => ({
      name: `idle-${name}`,
      title: `Idle: ${title}`,
      unit: '%',
      samples: percents[at] ?? [],
      floor: percents[isShown ? 6 : 5] ?? [],
      floorTitle: isShown ? 'a blank transparent window' : 'a blank transparent window, hidden',
      limit: { kind: 'over-floor', by },
    });
    return {
      figures: [
        figure('ready-hidden', 'ready, hidden', 0, false, 0.1),
        figure('paused', 'paused, hidden', 1, false, 0.1),
        figure('ready-shown', 'ready, always shown', 2, true, 0.1),
        figure('offline', 'offline, trying again', 3, false, 0.5),
        figure('polling', 'live by polling', 4, false, 0.5),
        figureAtMost('requests-socket', 'HTTP requests with a live socket', 'requests/min', pushes, 0),
        figureAtMost('requests-polling', 'HTTP requests while polling', 'requests/min', polls, 60),
      ],
    };
  },
};

interface Idler {
  readonly app: StartedApp;
  readonly httpPort: number;
}

async function startReady(
  harness: Harness,
  { paused = false, visibility = 'auto' }: { readonly paused?: boolean; readonly visibility?: 'auto' | 'always' } = {},
): Promise<Idler> {
  const { client, overlay, ports } = await harness.startPair({ visibility });
  if (paused) client.update({ status: 'Monitoring Stopped', monitoring: false });
  return { app: overlay, httpPort: ports.httpPorts[0] ?? 0 };
}

async function startOffline(harness: Harness): Promise<Idler> {
  const { client, overlay, ports } = await harness.startPair();
  await client.stop();
  return { app: overlay, httpPort: ports.httpPorts[0] ?? 0 };
}

/** The overlay tries a socket port on which nobody listens. */
async function startPolling(harness: Harness): Promise<Idler> {
  const { wsPorts, httpPorts } = await freeClientPorts(2);
  const [clientPort = 0, closedPort = 0] = wsPorts;
  await harness.startClient({ wsPorts: [clientPort], httpPorts: httpPorts.slice(0, 1) });
  const app = harness.startOverlay({ wsPorts: [closedPort], httpPorts: httpPorts.slice(0, 1) });
  return { app, httpPort: httpPorts[0] ?? 0 };
}
