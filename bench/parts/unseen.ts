import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { processorPercent } from '../../test/lab/processes.ts';
import type { Part } from '../part.ts';

/** Longer than the bubble takes to leave, and the desktop to come to rest. */
const SETTLED_MS = 3_000;
const ROUNDS = 5;

/** Measure an overlay whose assistant speaks while displays are off, at the same time as a hidden floor. */
export const unseen: Part = {
  name: 'unseen',
  title: 'CPU time while displays are off',
  seconds: { full: 75, quick: 15 },
  async run(harness, { quick, progress }) {
    const periodMs = quick ? 1_000 : 12_000;
    const { client, app } = await harness.startPair();
    const floor = harness.startFloor('blank');
    await floor.painted();
    floor.say('hide');
    client.update({
      status: 'Odpowiadam...',
      wake_word_detected: true,
      is_speaking: true,
      text: 'It is half past two.',
    });
    await delay(SETTLED_MS);
    const screenSaver = (state: 'activate' | 'reset') =>
      execFileSync('xset', ['s', state], { env: { ...harness.desktop.env } });
    screenSaver('activate');
    await delay(SETTLED_MS);

    const percents: number[] = [];
    const floors: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(`round ${round} of ${ROUNDS}`);
      const [own, ofFloor] = await Promise.all([
        processorPercent(app.pid, periodMs),
        processorPercent(floor.pid, periodMs),
      ]);
      percents.push(own);
      floors.push(ofFloor);
    }
    screenSaver('reset');
    return {
      figures: [
        {
          name: 'cpu-unseen',
          title: 'CPU while speaking, displays off',
          unit: '%',
          samples: percents,
          floor: floors,
          floorTitle: 'a blank transparent window, hidden',
          limit: { kind: 'over-floor', by: 0.1 },
        },
      ],
    };
  },
};
