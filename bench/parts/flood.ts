import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { treeMemory } from '../../test/lab/processes.ts';
import { until } from '../../test/lab/until.ts';
import { figureAtMost } from '../figure.ts';
import type { Harness } from '../harness.ts';
import type { Part } from '../part.ts';
import { phaseChange } from '../phase-changes.ts';
import { nowEpochMs } from '../started-app.ts';

const FRAMES_PER_SECOND = 5_000;
const TURN_MS = 2;
const CLICKS = 5;
const DISPLAY_HZ = 60;

/** Measure the overlay while its client sends far more than anybody can read. */
export const flood: Part = {
  name: 'flood',
  title: `${FRAMES_PER_SECOND.toLocaleString('en')} frames a second`,
  seconds: { full: 65, quick: 22 },
  async run(harness, { quick, progress }) {
    const floodMs = quick ? 6_000 : 30_000;
    const { client, app } = await harness.startPair({ watched: true });
    // One-time allocations must not count as growth.
    await sendFrames(client, 2_000);
    await delay(5_000);
    const beforeBytes = treeMemory(app.pid).proportionalBytes;
    client.update({ overlay_visible: true });
    await delay(1_000);
    const click = await aimAtToggle(harness);

    progress(`${floodMs / 1_000} s, with ${CLICKS} clicks`);
    const clickMs: number[] = [];
    const flooding = sendFrames(client, floodMs);
    for (let count = 1; count <= CLICKS; count += 1) {
      await delay(floodMs / (CLICKS + 1));
      clickMs.push(await answeredAfter(client, click));
    }
    const sent = await flooding;
    const seenAtMs = app.sightings.map(({ atEpochMs }) => atEpochMs);
    const updates = drawnUpdates(seenAtMs.filter((atMs) => atMs >= sent.fromEpochMs && atMs <= sent.toEpochMs));
    client.update({ status: 'Odpowiadam...', is_speaking: true, text: 'The last word.' });
    const lastEpochMs = nowEpochMs();
    const last = await until('the last state on the page', () =>
      app.sightings.find(({ value }) => value === 'speaking|socket|The last word.'),
    );
    await delay(5_000);
    const afterBytes = treeMemory(app.pid).proportionalBytes;

    const seconds = (sent.toEpochMs - sent.fromEpochMs) / 1_000;
    return {
      figures: [
        figureAtMost('flood-last', 'Flood: until the last state shows', 'ms', [last.atEpochMs - lastEpochMs], 100),
        figureAtMost('flood-updates', 'Flood: updates of the page', 'a second', [updates / seconds], DISPLAY_HZ + 1),
        figureAtMost('flood-memory', 'Flood: growth of the memory', 'MB', [(afterBytes - beforeBytes) / 1e6], 5),
        figureAtMost('flood-click', 'Flood: from a click to the client', 'ms', clickMs, 100),
      ],
      notes: [
        `${Math.round(sent.frames / seconds).toLocaleString('en')} frames a second were sent for ${seconds.toFixed(0)} s. ` +
          "A click's time includes starting the program that clicks.",
        'Each new text is a new card, of 30 KB in the page. V8 lets 8 MB of them accumulate before it collects ' +
          'them (Electron 33); the overlay has them collected when the flood is over. What remains is free memory, ' +
          'which Chromium starts to return a minute after the page started.',
      ],
    };
  },
};

/** Count the updates of a page. A state that changes phase and text is seen twice, some 2 ms apart. */
function drawnUpdates(seenAtMs: readonly number[]): number {
  let updates = 0;
  let countedMs = Number.NEGATIVE_INFINITY;
  for (const atMs of seenAtMs) {
    if (atMs - countedMs < 1_000 / DISPLAY_HZ / 2) continue;
    updates += 1;
    countedMs = atMs;
  }
  return updates;
}

/** Send `FRAMES_PER_SECOND`, each with another text. */
async function sendFrames(client: ReferenceClient, forMs: number) {
  const startedMs = performance.now();
  let frames = 0;
  for (let nowMs = startedMs; nowMs - startedMs < forMs; nowMs = performance.now()) {
    const due = ((nowMs - startedMs) * FRAMES_PER_SECOND) / 1_000;
    for (; frames < due; frames += 1) {
      client.update({ ...phaseChange(frames).patch, text: `Frame ${frames}` });
    }
    await delay(TURN_MS);
  }
  return {
    frames,
    fromEpochMs: performance.timeOrigin + startedMs,
    toEpochMs: nowEpochMs(),
  };
}

/** Move the pointer to the button that pauses monitoring. @returns a function that clicks it. */
async function aimAtToggle(harness: Harness): Promise<() => Promise<unknown>> {
  const env = harness.desktop.env;
  const xdotool = (...args: readonly string[]) => promisify(execFile)('xdotool', args, { env });
  const search = ['search', '--onlyvisible', '--class', 'asystent-overlay'];
  const { stdout } = await xdotool(...search, 'getwindowgeometry', '--shell', '%@');
  const windows = [...stdout.matchAll(/^X=(.*)\nY=(.*)\nWIDTH=(.*)\nHEIGHT=(.*)$/gm)].map((match) => {
    const [x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number);
    return { x, y, width, height };
  });
  const [controls] = windows.toSorted((a, b) => a.width * a.height - b.width * b.height);
  if (controls === undefined) throw new Error('the buttons are not on the screen');
  // It is at the right end of the smaller of the two windows.
  const point = [controls.x + controls.width - 26, controls.y + Math.round(controls.height / 2)];
  await xdotool('mousemove', ...point.map(String));
  return () => xdotool('click', '1');
}

/** Click, and return the milliseconds until the client gets the command. */
async function answeredAfter(client: ReferenceClient, click: () => Promise<unknown>): Promise<number> {
  const answeredMs: number[] = [];
  const end = client.onCommand(() => answeredMs.push(performance.now()));
  const startedMs = performance.now();
  await click();
  const firstMs = await until('a click at the client', () => answeredMs[0], 5_000);
  end();
  return firstMs - startedMs;
}
