import { setTimeout as delay } from 'node:timers/promises';
import type { ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import { type Area, openScreen } from '../../test/lab/x-screen.ts';
import type { Part } from '../part.ts';
import { quantile } from '../statistics.ts';

const LOST_MS = 2_000;
/** Longer than the motion after a change. */
const GAP_MIN_MS = 350;
const GAP_MAX_MS = 600;
/** Longer than a reading of the screen takes, so that reading costs little. */
const READ_INTERVAL_MS = 1;

/** Where both apps draw: at the upper edge in the middle. */
const AREA: Area = { x: 440, y: 0, width: 400, height: 110 };

/** Measure the delay of a change from the client to the screen, between two phases without motion. */
export const pixels: Part = {
  name: 'pixels',
  title: 'From the client to the screen',
  seconds: { full: 530, quick: 24 },
  async run(harness, { quick, progress }) {
    // Short ones, because a machine has slow spells of half a minute, which should hit both sides.
    const blocks = quick ? 2 : 24;
    const changesInBlock = quick ? 4 : 18;
    const random = createSeededRandom(2);
    const screen = await openScreen(harness.desktop.env['DISPLAY'] ?? '');
    const samples: number[] = [];
    const floor: number[] = [];
    const measure = async (client: ReferenceClient): Promise<number> => {
      const delays: number[] = [];
      // The first change is slower: the page draws for the first time.
      for (let count = -1; count < changesInBlock; count += 1) {
        await delay(GAP_MIN_MS + random() * (GAP_MAX_MS - GAP_MIN_MS));
        const before = await screen.read(AREA);
        const sentMs = performance.now();
        const monitoring = !client.status().monitoring;
        client.update({ monitoring, status: monitoring ? 'Ready' : 'Monitoring Stopped' });
        const changed = async () => !(await screen.read(AREA)).equals(before);
        await until('a change on the screen', changed, LOST_MS, READ_INTERVAL_MS);
        if (count >= 0) delays.push(performance.now() - sentMs);
      }
      return quantile(delays, 0.5);
    };

    const bare = await harness.startBarePair();
    const { client } = await harness.startPair();
    await delay(7_000);
    for (let block = 1; block <= blocks; block += 1) {
      progress(`block ${block} of ${blocks}`);
      bare.app.say('hide');
      client.update({ overlay_visible: true });
      await delay(500);
      samples.push(await measure(client));
      client.update({ overlay_visible: false, monitoring: true, status: 'Ready' });
      // The bubble stays for two seconds after the client has hidden it.
      await delay(2_500);
      bare.app.say('show');
      floor.push(await measure(bare.client));
    }
    screen.close();
    return {
      figures: [
        {
          name: 'pixel',
          title: 'Delay to the screen, median (p50)',
          unit: 'ms',
          samples,
          floor,
          floorTitle: '`ws`, one message between processes, `textContent`',
          limit: { kind: 'times-floor', factor: 1.2 },
        },
      ],
      notes: [
        `${blocks} × ${changesInBlock} changes on each side; the screen is read about once a millisecond.`,
        'What Chromium does with one change of the overlay, in traces on Electron 33: 1 to 2 ms until it begins a ' +
          'frame; 0.4 ms for style, 0.8 ms for layout, painting and layers; 0.5 ms to hand it to the compositor; 1 ' +
          'ms to composite the layers, none of which is redrawn. The bare page has one line of text to style and ' +
          'one tile to draw. Either draws one frame later, after up to 17 ms, if it misses the current one. ' +
          'Whatever can wait is delayed: the fade of the previous phase by one frame (starting it took 1 ms of the ' +
          'median); the buttons, in a page of their own on the same two cores, by two frames (3 ms), together with ' +
          "main's calls to the windows; the text for screen readers by 50 ms (2 ms); and asking the X server " +
          'whether there is a compositor by 100 ms (1 ms, with the calls to the windows). Half a second after the ' +
          'last change the caches are cold: it takes 3.2 ms until the document changes, and 1.9 ms on the bare ' +
          'page.',
      ],
    };
  },
};
