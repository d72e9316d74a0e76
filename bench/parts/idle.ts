import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { freeClientPorts, freePort } from '../../test/lab/free-port.ts';
import { processorPercent } from '../../test/lab/processes.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import type { Harness } from '../harness.ts';
import type { Part } from '../part.ts';

/** Longer than the bubble stays after a change of the connection. */
const QUIET_AFTER_MS = 12_000;
const ROUNDS = 5;

const WithSocket = v.object({ socket: v.custom<Socket>((value) => typeof value === 'object' && value !== null) });

/** Measure idle overlays in five states at once: doing nothing, they don't disturb each other. */
export const idle: Part = {
  name: 'idle',
  title: 'CPU time while nothing happens',
  seconds: { full: 325, quick: 28 },
  async run(harness, { quick, progress }) {
    const periodMs = quick ? 2_000 : 60_000;
    const requests = new Map<number, number>();
    const countRequest = (message: unknown) => {
      const { localPort = 0 } = v.parse(WithSocket, message).socket;
      requests.set(localPort, (requests.get(localPort) ?? 0) + 1);
    };
    subscribe('http.server.request.start', countRequest);
    const [ready, paused, always, offline, polling] = await Promise.all([
      harness.startPair(),
      harness.startPair(),
      harness.startPair({ visibility: 'always' }),
      harness.startPair(),
      startPolling(harness),
    ]);
    paused.client.update({ status: 'Monitoring Stopped', monitoring: false });
    await offline.client.stop();
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
      requests.clear();
      const startedMs = performance.now();
      const measured = await Promise.all(apps.map(({ pid }) => processorPercent(pid, periodMs)));
      const minutes = (performance.now() - startedMs) / 60_000;
      for (const [index, percent] of measured.entries()) percents[index]?.push(percent);
      polls.push((requests.get(polling.ports.httpPorts[0] ?? 0) ?? 0) / minutes);
      pushes.push((requests.get(ready.ports.httpPorts[0] ?? 0) ?? 0) / minutes);
    }
    unsubscribe('http.server.request.start', countRequest);

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

/** The overlay tries a socket port on which nobody listens. */
async function startPolling(harness: Harness) {
  const clientPorts = await freeClientPorts();
  await harness.startClient(clientPorts);
  const ports = { ...clientPorts, wsPorts: [await freePort()] };
  return { ports, app: harness.startOverlay(ports) };
}
