import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { type StatusPatch, TURN_OVER } from '../../packages/client/src/status.ts';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import { type Area, openScreen, type Screen } from '../../test/lab/x-screen.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import type { Part } from '../part.ts';
import { quantile } from '../statistics.ts';

const LOST_MS = 2_000;
/** Longer than a picture stands still after a change. */
const GAP_MIN_MS = 350;
const GAP_MAX_MS = 600;
const READ_INTERVAL_MS = 1;
/** The difference, of 255, from which a person could see a change: an answer fades in. */
const SEEN = 16;

interface Kind {
  readonly name: 'label' | 'answer';
  readonly title: string;
  /** Where both apps show it, and neither moves. */
  readonly area: Area;
  /** The state before the first change, and those that follow in turn. */
  readonly patches: readonly [StatusPatch, ...StatusPatch[]];
}

const SPEAKING: StatusPatch = { status: 'Odpowiadam...', wake_word_detected: true, is_speaking: true };
const KINDS: readonly Kind[] = [
  {
    name: 'label',
    title: 'Changed label',
    area: { x: 490, y: 20, width: 170, height: 40 },
    patches: [
      { status: 'Listening...', wake_word_detected: true, is_listening: true, is_speaking: false, text: '' },
      { status: 'Processing...', wake_word_detected: true, is_listening: false, is_speaking: false, text: '' },
      { ...SPEAKING, is_listening: false, text: '' },
    ],
  },
  {
    name: 'answer',
    title: 'Changed answer',
    area: { x: 430, y: 84, width: 420, height: 60 },
    patches: [
      { ...SPEAKING, text: 'It is half past two, and the sun is shining.' },
      { ...SPEAKING, text: 'Tomorrow it will rain, but only in the afternoon.' },
      { ...SPEAKING, text: 'The next meeting begins at three in the big room.' },
    ],
  },
];

/** The delays in ms of one kind of change. */
interface Delays {
  readonly medians: number[];
  readonly all: number[];
}
type DelaysOfKinds = Readonly<Record<Kind['name'], Delays>>;

const noDelays = (): DelaysOfKinds => ({ label: { medians: [], all: [] }, answer: { medians: [], all: [] } });

/** Measure the delay of a change from the client to the screen while the picture of a phase moves. */
export const motion: Part = {
  name: 'motion',
  title: 'From the client to the screen, in motion',
  seconds: { full: 185, quick: 25 },
  async run(harness, { quick, progress }) {
    const blocks = quick ? 2 : 7;
    const changesInBlock = quick ? 3 : 11;
    const random = createSeededRandom(3);
    const screen = await openScreen(harness.desktop.env['DISPLAY'] ?? '');
    const ours = noDelays();
    const floors = noDelays();
    const measure = async (client: ReferenceClient, delays: DelaysOfKinds): Promise<void> => {
      for (const { name, area, patches } of KINDS) {
        client.update(patches[0]);
        const times: number[] = [];
        // The first change is slower: the page draws for the first time.
        for (let count = -1; count < changesInBlock; count += 1) {
          await delay(GAP_MIN_MS + random() * (GAP_MAX_MS - GAP_MIN_MS));
          const patch = patches[(count + 2) % patches.length] ?? patches[0];
          const ms = await delayOf(() => client.update(patch), screen, area);
          if (count >= 0) times.push(ms);
        }
        delays[name].medians.push(quantile(times, 0.5));
        delays[name].all.push(...times);
      }
    };

    const bare = await harness.startBarePair('moving');
    const { client } = await harness.startPair();
    await delay(quick ? 2_000 : 7_000);
    for (let block = 1; block <= blocks; block += 1) {
      progress(`block ${block} of ${blocks}`);
      bare.app.say('hide');
      await measure(client, ours);
      client.update(TURN_OVER);
      // Until the bubble has left.
      await delay(1_000);
      bare.app.say('show');
      await measure(bare.client, floors);
    }
    screen.close();
    return {
      figures: KINDS.flatMap((kind) => figuresOf(kind, ours[kind.name], floors[kind.name])),
      notes: [
        `${blocks} × ${changesInBlock} changes of each kind on each side, ${GAP_MIN_MS} to ${GAP_MAX_MS} ms apart. The ` +
          'screen is read about once a millisecond, beside what moves; a change counts once a pixel differs by more than ' +
          `${SEEN} of 255.`,
        'The bare page draws without the graphics card, as the overlay does, and a CSS animation never ends beside its ' +
          'text. Chromium then begins a frame at every refresh of the display, and a change waits for the next one. The ' +
          "overlay's pictures move by a timer, with nothing to draw between two steps, so that a change begins a frame " +
          'at once.',
      ],
    };
  },
};

/** Make a change. @returns the time until it is seen, in ms. */
async function delayOf(change: () => void, screen: Screen, area: Area): Promise<number> {
  const before = await screen.read(area);
  const startedMs = performance.now();
  change();
  await until(
    'a change on the screen',
    async () => differs(before, await screen.read(area)),
    LOST_MS,
    READ_INTERVAL_MS,
  );
  return performance.now() - startedMs;
}

function differs(before: Buffer, now: Buffer): boolean {
  return now.some((value, index) => Math.abs(value - (before[index] ?? 0)) > SEEN);
}

function figuresOf({ name, title }: Kind, { medians, all }: Delays, floor: Delays): readonly Figure[] {
  const common = { unit: 'ms', floorTitle: '`textContent` beside a CSS animation' };
  return [
    {
      ...common,
      name: `motion-${name}`,
      title: `${title}, median (p50)`,
      samples: medians,
      floor: floor.medians,
      limit: { kind: 'times-floor', factor: 1.3 },
    },
    figureAtMost(`motion-${name}-ms`, `${title}, median (p50), at most 16 ms`, 'ms', medians, 16),
    {
      ...common,
      name: `motion-${name}-p99`,
      title: `${title}, p99`,
      samples: [quantile(all, 0.99)],
      floor: [quantile(floor.all, 0.99)],
      limit: null,
    },
  ];
}
