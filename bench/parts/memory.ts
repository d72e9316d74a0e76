import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { type StatusPatch, TURN_OVER } from '../../packages/client/src/status.ts';
import { treeMemory } from '../../test/lab/processes.ts';
import type { Figure } from '../figure.ts';
import type { Harness } from '../harness.ts';
import type { Effort, Part } from '../part.ts';
import { number } from '../report.ts';
import { quantile } from '../statistics.ts';

type Reading = ReturnType<typeof treeMemory>;

/** Readings of the overlay and of its floor in the same situation, one for each round. */
interface Readings {
  readonly overlay: Reading[];
  readonly floor: Reading[];
}

interface Measure extends Pick<Figure, 'name' | 'title' | 'unit' | 'limit'> {
  readonly of: (reading: Reading) => number;
}

const TURNS_PER_SECOND = 10;

const MEASURES: readonly Measure[] = [
  {
    name: 'memory',
    title: 'PSS',
    unit: 'MB',
    limit: { kind: 'times-floor', factor: 0.9 },
    of: ({ proportionalBytes }) => proportionalBytes / 1e6,
  },
  {
    name: 'resident',
    title: 'RSS',
    unit: 'MB',
    limit: { kind: 'times-floor', factor: 0.75 },
    of: ({ residentBytes }) => residentBytes / 1e6,
  },
  {
    name: 'private',
    title: 'Private',
    unit: 'MB',
    // Fewer processes share less: 1.04 after the start and 1.10 after turns, while PSS is 0.85 and 0.87 (Electron 33.4).
    limit: { kind: 'times-floor', factor: 1.2 },
    of: ({ privateBytes }) => privateBytes / 1e6,
  },
  {
    name: 'processes',
    title: 'Processes',
    unit: 'processes',
    limit: { kind: 'at-most', value: 5 },
    of: ({ processes }) => processes,
  },
];

/** Measure the memory of the overlay after its start and after many turns, alternately with two blank windows. */
export const memory: Part = {
  name: 'memory',
  title: 'Memory and processes',
  seconds: { full: 265, quick: 45 },
  async run(harness, effort) {
    const turns = effort.quick ? 30 : 200;
    const withTray = await measure(harness, turns, 'with a tray', effort);
    const withoutTray = await harness.withoutPanel(async () => {
      // GTK loads OpenGL (56 MB of RSS) in the first of its apps on a display only, to choose visuals for all. A panel is
      // such an app.
      const first = harness.startFloor('blank');
      await first.painted();
      await first.stop();
      return measure(harness, turns, 'without a tray', effort);
    });
    return {
      figures: MEASURES.flatMap((each) => [
        figure(each, 'ready', 'after the start, tray', withTray.ready),
        figure(each, 'after-turns', `after ${turns} turns, tray`, withTray.afterTurns),
        figure(each, 'ready-no-tray', 'after the start, no tray', withoutTray.ready),
        figure(each, 'after-turns-no-tray', `after ${turns} turns, no tray`, withoutTray.afterTurns),
      ]),
      notes: [
        `After ${turns} turns, on a desktop with a tray, a task manager shows ${summary(withTray.afterTurns.overlay)} ` +
          `for the overlay, and ${summary(withTray.afterTurns.floor)} for two blank windows on Electron's default ` +
          'switches.',
        'PSS (proportional set size) divides a page of memory among the processes that share it; RSS (resident set ' +
          'size) counts it in full for each of them; private memory is what no other process has mapped. Each is the ' +
          "sum over an app's processes. PSS depends on what else runs: without a tray, no panel shares its libraries.",
        `A turn is a question with an answer; there were ${TURNS_PER_SECOND} a second. The blank windows do nothing ` +
          'meanwhile, and are read at the same ages.',
      ],
    };
  },
};

/** Measure both apps in turns on the harness's desktop. */
async function measure(harness: Harness, turns: number, place: string, { quick, progress }: Effort) {
  const rounds = quick ? 1 : 2;
  // Longer than the bubble says that it has found its client, and than the overlay waits before it collects garbage.
  const quietMs = quick ? { ready: 4_000, afterTurns: 3_000 } : { ready: 6_000, afterTurns: 5_000 };
  const ready: Readings = { overlay: [], floor: [] };
  const afterTurns: Readings = { overlay: [], floor: [] };
  const read = async (side: keyof Readings, pid: number, takeTurns: () => Promise<unknown>) => {
    await delay(quietMs.ready);
    ready[side].push(treeMemory(pid));
    await takeTurns();
    await delay(quietMs.afterTurns);
    afterTurns[side].push(treeMemory(pid));
  };
  for (let round = 1; round <= rounds; round += 1) {
    progress(`${place}, round ${round} of ${rounds}`);
    const blank = harness.startFloor('two-blank');
    await blank.painted();
    blank.say('hide');
    await read('floor', blank.pid, () => delay((turns * 1_000) / TURNS_PER_SECOND));
    await blank.stop();
    const { client, app } = await harness.startPair();
    await read('overlay', app.pid, () => takeTurns(client, turns));
    await app.stop();
    await client.stop();
  }
  return { ready, afterTurns };
}

async function takeTurns(client: ReferenceClient, count: number): Promise<void> {
  for (let turn = 1; turn <= count; turn += 1) {
    const text = `Answer ${turn}: it is half past two, and the sun is shining.`;
    const steps: readonly StatusPatch[] = [
      { status: 'Listening...', wake_word_detected: true, is_listening: true },
      { status: 'Processing...', is_listening: false },
      { status: 'Odpowiadam...', is_speaking: true, text },
      TURN_OVER,
    ];
    for (const step of steps) {
      client.update(step);
      await delay(1_000 / TURNS_PER_SECOND / steps.length);
    }
  }
}

function figure({ of, ...measured }: Measure, state: string, situation: string, readings: Readings): Figure {
  return {
    ...measured,
    name: `${measured.name}-${state}`,
    title: `${measured.title} ${situation}`,
    samples: readings.overlay.map(of),
    floor: readings.floor.map(of),
    floorTitle: 'two blank transparent windows',
  };
}

function summary(readings: readonly Reading[]): string {
  const median = (of: (reading: Reading) => number) => number(quantile(readings.map(of), 0.5));
  return (
    `${median(({ processes }) => processes)} processes with ${median(({ residentBytes }) => residentBytes / 1e6)} MB ` +
    `of RSS and ${median(({ privateBytes }) => privateBytes / 1e6)} MB of private memory`
  );
}
