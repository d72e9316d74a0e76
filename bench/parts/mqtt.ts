import { setTimeout as delay } from 'node:timers/promises';
import { createReferenceClient, type ReferenceClient } from '../../packages/client/src/reference-client.ts';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { startMosquitto } from '../../test/lab/mosquitto.ts';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import { type Area, openScreen } from '../../test/lab/x-screen.ts';
import type { Part } from '../part.ts';
import { quantile } from '../statistics.ts';

const LOST_MS = 2_000;
/** Longer than the motion after a change. */
const GAP_MIN_MS = 350;
const GAP_MAX_MS = 500;
const READ_INTERVAL_MS = 1;
const TOPIC = 'bench/client';

/** Where both overlays draw: at the upper edge in the middle. */
const AREA: Area = { x: 440, y: 0, width: 400, height: 110 };

/** Measure the delay of a change to the screen through a broker, beside that over a socket. Both clients are of version 2. */
export const mqtt: Part = {
  name: 'mqtt',
  title: 'From the client to the screen, through a broker',
  seconds: { full: 250, quick: 40 },
  async run(harness, { quick, progress }) {
    const blocks = quick ? 2 : 9;
    const changesInBlock = quick ? 6 : 24;
    const random = createSeededRandom(3);
    const screen = await openScreen(harness.desktop.env['DISPLAY'] ?? '');
    const broker = await startMosquitto();
    const ports = await freeClientPorts();
    const clientOf = async (options: Parameters<typeof createReferenceClient>[0]) => {
      const client = createReferenceClient({ protocol: 2, language: 'en', ...options });
      await client.start();
      client.update({ status: 'Ready', monitoring: true });
      return client;
    };
    const address = `mqtt://127.0.0.1:${broker.port}/${TOPIC}`;
    const direct = await clientOf(ports);
    const published = await clientOf({ listens: false, mqtt: { url: address } });
    try {
      harness.startOverlay(ports);
      harness.startOverlay(await freeClientPorts(), { follow: address });
      const read = () => screen.read(AREA);
      const measure = async (client: ReferenceClient): Promise<readonly number[]> => {
        const before = await read();
        client.update({ overlay_visible: true });
        await until('the bubble', async () => !(await read()).equals(before), 20_000);
        const delays: number[] = [];
        // The first change is slower: the page draws for the first time.
        for (let count = -1; count < changesInBlock; count += 1) {
          await delay(GAP_MIN_MS + random() * (GAP_MAX_MS - GAP_MIN_MS));
          const last = await read();
          const sentMs = performance.now();
          const monitoring = !client.status().monitoring;
          client.update({ monitoring, status: monitoring ? 'Ready' : 'Monitoring Stopped' });
          await until('a change on the screen', async () => !(await read()).equals(last), LOST_MS, READ_INTERVAL_MS);
          if (count >= 0) delays.push(performance.now() - sentMs);
        }
        client.update({ overlay_visible: false, monitoring: true, status: 'Ready' });
        // The bubble stays for two seconds after the client has hidden it.
        await delay(2_500);
        return delays;
      };
      // Both overlays have started, and found their clients.
      await until('the overlay', () => direct.overlays() === 1, 20_000);
      await delay(7_000);
      const [through, beside]: [number[][], number[][]] = [[], []];
      for (let block = 1; block <= blocks; block += 1) {
        progress(`block ${block} of ${blocks}`);
        through.push([...(await measure(published))]);
        beside.push([...(await measure(direct))]);
      }
      const floorTitle = "the same over the client's own socket";
      const limit = { kind: 'times-floor', factor: 1.5 } as const;
      const share = (name: string, title: string, at: number, group: (all: number[][]) => number[][]) => ({
        ...{ name, title, unit: 'ms', floorTitle, limit },
        samples: group(through).map((delays) => quantile(delays, at)),
        floor: group(beside).map((delays) => quantile(delays, at)),
      });
      return {
        figures: [
          share('mqtt-pixel', 'Delay to the screen, median (p50)', 0.5, (all) => all),
          // A block has too few for the slowest of a hundred.
          share('mqtt-pixel-p99', 'Delay to the screen, p99 of all changes', 0.99, (all) => [all.flat()]),
        ],
        notes: [
          `${blocks} × ${changesInBlock} changes on each side, in turns; mosquitto runs on the same machine, and the ` +
            'messages have QoS 1. Each side has a client and an overlay of its own.',
        ],
      };
    } finally {
      screen.close();
      await Promise.all([direct.stop(), published.stop()]);
      await broker.remove();
    }
  },
};
