import { setTimeout as delay } from 'node:timers/promises';
import { type StatusPatch, TURN_OVER } from '../../packages/client/src/status.ts';
import { processorPercent } from '../../test/lab/processes.ts';
import type { Figure } from '../figure.ts';
import type { Part } from '../part.ts';

/** How long the bubble takes to appear or leave. */
const TRANSITION_MS = 1_500;

const PHASES: readonly { readonly name: string; readonly patch: StatusPatch }[] = [
  { name: 'listening', patch: { status: 'Listening...', wake_word_detected: true, is_listening: true } },
  { name: 'thinking', patch: { status: 'Processing...', wake_word_detected: true, is_listening: false } },
  {
    name: 'speaking',
    patch: {
      status: 'Odpowiadam...',
      wake_word_detected: true,
      is_speaking: true,
      text: 'It is half past two, and the sun is shining.',
    },
  },
];

/** Measure the phases with motion, alternately with a page that is always in motion. */
export const active: Part = {
  name: 'active',
  title: 'CPU time while listening, thinking and speaking',
  seconds: { full: 255, quick: 31 },
  async run(harness, { quick, progress }) {
    const rounds = quick ? 2 : 5;
    const periodMs = quick ? 1_000 : 10_000;
    const { client, app } = await harness.startPair();
    const floor = harness.startFloor('pulse');
    await floor.painted();
    floor.say('hide');
    await delay(4 * TRANSITION_MS);

    const floors: number[] = [];
    const percents = new Map<string, number[]>(PHASES.map(({ name }) => [name, []]));
    for (let round = 1; round <= rounds; round += 1) {
      progress(`round ${round} of ${rounds}`);
      floor.say('show');
      await delay(TRANSITION_MS);
      floors.push(await processorPercent(floor.pid, periodMs));
      floor.say('hide');
      for (const { name, patch } of PHASES) {
        client.update(patch);
        await delay(TRANSITION_MS);
        percents.get(name)?.push(await processorPercent(app.pid, periodMs));
      }
      client.update(TURN_OVER);
      await delay(TRANSITION_MS);
    }
    return {
      figures: PHASES.map(
        ({ name }): Figure => ({
          name: `cpu-${name}`,
          title: `CPU while ${name}`,
          unit: '%',
          samples: percents.get(name) ?? [],
          floor: floors,
          floorTitle: 'a circle of 56 px that pulses forever',
          limit: { kind: 'times-floor', factor: 0.6 },
        }),
      ),
      notes: [
        "The floor draws with Chromium's emulation of a graphics card, whose cost differs more between computers than ours: on " +
          'a slower one (Electron 33, n = 5) it took 9.9 % and the overlay 3.6 to 3.8 %.',
      ],
    };
  },
};
