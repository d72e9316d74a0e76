import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { freeClientPorts, freePort } from '../../test/lab/free-port.ts';
import { countedBetween, processorPercent, treeWaits, treeWrittenBytes } from '../../test/lab/processes.ts';
import { changedPaths, changeTimes } from '../changed-files.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import type { Harness } from '../harness.ts';
import type { Part } from '../part.ts';

/** Longer than the bubble stays after a change of the connection. */
const QUIET_AFTER_MS = 12_000;
/** The folders in which programs keep files for the user. */
const USER_FOLDERS = ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'];

const WithSocket = v.object({ socket: v.custom<Socket>((value) => typeof value === 'object' && value !== null) });

/** Measure idle overlays in six states at once: doing nothing, they don't disturb each other. */
export const idle: Part = {
  name: 'idle',
  title: 'While nothing happens',
  seconds: { full: 630, quick: 30 },
  async run(harness, { quick, progress }) {
    const rounds = quick ? 5 : 10;
    const periodMs = quick ? 2_000 : 60_000;
    const requests = new Map<number, number>();
    const countRequest = (message: unknown) => {
      const { localPort = 0 } = v.parse(WithSocket, message).socket;
      requests.set(localPort, (requests.get(localPort) ?? 0) + 1);
    };
    subscribe('http.server.request.start', countRequest);
    const [ready, paused, always, offline, polling, watching] = await Promise.all([
      harness.startPair(),
      harness.startPair(),
      harness.startPair({ behaviour: { visibility: 'always' } }),
      harness.startPair(),
      startPolling(harness),
      harness.startPair({ behaviour: { hideOverFullScreen: true } }),
    ]);
    paused.client.update({ status: 'Monitoring Stopped', monitoring: false });
    await offline.client.stop();
    const hidden = harness.startFloor('blank');
    const shown = harness.startFloor('blank');
    const { app: heartbeat } = await harness.startBarePair('heartbeat');
    await Promise.all([hidden, shown, heartbeat].map((floor) => floor.painted()));
    for (const floor of [hidden, heartbeat]) floor.say('hide');
    progress('waiting until nothing is going on');
    await delay(QUIET_AFTER_MS);

    const overlays = [ready.app, paused.app, always.app, offline.app, polling.app, watching.app];
    const apps = [...overlays, hidden, shown];
    const percents: number[][] = apps.map(() => []);
    const polls: number[] = [];
    const pushes: number[] = [];
    const wakeUps: { readonly overlay: number[]; readonly floor: number[] } = { overlay: [], floor: [] };
    const folders = [
      ...overlays.map(({ profile }) => profile),
      ...USER_FOLDERS.flatMap((name) => harness.desktop.env[name] ?? []),
    ];
    const before = { written: overlays.map(({ pid }) => treeWrittenBytes(pid)), files: changeTimes(folders) };
    for (let round = 1; round <= rounds; round += 1) {
      progress(`round ${round} of ${rounds}`);
      requests.clear();
      const waits = { overlay: treeWaits(ready.app.pid), floor: treeWaits(heartbeat.pid) };
      const startedMs = performance.now();
      const measured = await Promise.all(apps.map(({ pid }) => processorPercent(pid, periodMs)));
      const minutes = (performance.now() - startedMs) / 60_000;
      wakeUps.overlay.push(countedBetween(waits.overlay, treeWaits(ready.app.pid)) / minutes);
      wakeUps.floor.push(countedBetween(waits.floor, treeWaits(heartbeat.pid)) / minutes);
      for (const [index, percent] of measured.entries()) percents[index]?.push(percent);
      polls.push((requests.get(polling.ports.httpPorts[0] ?? 0) ?? 0) / minutes);
      pushes.push((requests.get(ready.ports.httpPorts[0] ?? 0) ?? 0) / minutes);
    }
    const written = overlays.map(({ pid }, index) =>
      countedBetween(before.written[index] ?? new Map(), treeWrittenBytes(pid)),
    );
    const files = changedPaths(before.files, changeTimes(folders));
    if (files.length > 0) progress(`changed files: ${files.join(', ')}`);
    unsubscribe('http.server.request.start', countRequest);

    const figure = (name: string, title: string, at: number, isShown: boolean, by: number): Figure => ({
      name: `idle-${name}`,
      title: `Idle: ${title}`,
      unit: '%',
      samples: percents[at] ?? [],
      floor: percents[overlays.length + (isShown ? 1 : 0)] ?? [],
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
        figure('watching', 'ready, hidden, watching for windows in full screen', 5, false, 0.1),
        {
          name: 'idle-wake-ups',
          title: 'Idle: wake-ups, ready, hidden',
          unit: 'a minute',
          samples: wakeUps.overlay,
          floor: wakeUps.floor,
          floorTitle: 'a blank transparent window, hidden, with a socket and the same heartbeat',
          limit: { kind: 'times-floor', factor: 1 },
        },
        figureAtMost('idle-written', 'Idle: written to disks, all six', 'bytes', [sum(written)], 0),
        figureAtMost('idle-files', 'Idle: files written, all six', 'files', [files.length], 0),
        figureAtMost('requests-socket', 'HTTP requests with a live socket', 'requests/min', pushes, 0),
        figureAtMost('requests-polling', 'HTTP requests while polling', 'requests/min', polls, 60),
      ],
      notes: [
        'Wake-ups are the voluntary context switches of all threads, from /proc/PID/task/TID/status: each ends a wait ' +
          'for a timer, a message or a lock. The heartbeat is a ping every 10 s on either side, and one of the client ' +
          'every 20 s.',
        `Bytes are those that reached a disk in ${Math.round((rounds * periodMs) / 1_000)} s, from /proc/PID/io ` +
          '(`write_bytes`), which counts neither sockets and pipes nor file systems in memory. Files are therefore ' +
          "counted as well: all in the overlays' profiles and in the user's folders for configuration, cache, data and " +
          'state that were added or changed (ctime), and their folders.',
      ],
    };
  },
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The overlay tries a socket port on which nobody listens. */
async function startPolling(harness: Harness) {
  const clientPorts = await freeClientPorts();
  await harness.startClient(clientPorts);
  const ports = { ...clientPorts, wsPorts: [await freePort()] };
  return { ports, app: harness.startOverlay(ports) };
}
