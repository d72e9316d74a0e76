import { setTimeout as delay } from 'node:timers/promises';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { until } from '../../test/lab/until.ts';
import { type Area, openScreen } from '../../test/lab/x-screen.ts';
import type { Part } from '../part.ts';
import type { StartedApp } from '../started-app.ts';

/** Where both apps draw: at the upper edge in the middle. */
const AREA: Area = { x: 540, y: 20, width: 200, height: 60 };
const READ_INTERVAL_MS = 2;
/** Until the screen is empty again. */
const PAUSE_MS = 700;

/** Measure the time from the start of the process to its first picture on the screen. */
export const start: Part = {
  name: 'start',
  title: 'Start',
  seconds: { full: 60, quick: 11 },
  async run(harness, { quick, progress }) {
    const rounds = quick ? 2 : 10;
    const screen = await openScreen(harness.desktop.env['DISPLAY'] ?? '');
    const empty = await screen.read(AREA);
    const paintedAfter = async (app: StartedApp) => {
      await until(
        'an app on the screen',
        async () => !(await screen.read(AREA)).equals(empty),
        20_000,
        READ_INTERVAL_MS,
      );
      const tookMs = performance.now() - app.startedMs;
      await app.stop();
      await until('an empty screen', async () => (await screen.read(AREA)).equals(empty));
      await delay(PAUSE_MS);
      return tookMs;
    };
    const samples: number[] = [];
    const floor: number[] = [];
    // The first start of each app reads files from the disk; the others find them in memory.
    for (let round = 0; round <= rounds; round += 1) {
      progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
      const blankMs = await paintedAfter(harness.startFloor('painted'));
      const overlayMs = await paintedAfter(harness.startOverlay(await freeClientPorts()));
      if (round === 0) continue;
      floor.push(blankMs);
      samples.push(overlayMs);
    }
    screen.close();
    return {
      figures: [
        {
          name: 'start',
          title: 'From the start of the process to the first phase on the screen',
          unit: 'ms',
          samples,
          floor,
          floorTitle: 'one white window',
          limit: { kind: 'times-floor', factor: 1 },
        },
      ],
      notes: [
        "The page is asked for after a quarter of main's scripts. Main loads the rest once that page has asked for its state, " +
          'because the process of a page waits for the answers of main as it begins. The icon and the page of the buttons come ' +
          'after the bubble. The floor starts processes for the network and for an emulation of a graphics card, which the ' +
          'overlay does without.',
      ],
    };
  },
};
