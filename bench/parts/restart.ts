import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freeClientPorts } from '../../test/lab/free-port.ts';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import { startSoakClient } from '../../test/soak/start-client.ts';
import { figureAtMost } from '../figure.ts';
import type { Part } from '../part.ts';
import { nowEpochMs } from '../started-app.ts';
import { quantile } from '../statistics.ts';

/** How long the client is away. */
const AWAY_MIN_MS = 500;
const AWAY_MAX_MS = 5_000;

/** Measure how soon the page is live again after the client has returned. */
export const restart: Part = {
  name: 'restart',
  title: 'The client comes back',
  seconds: { full: 135, quick: 16 },
  async run(harness, { quick, progress }) {
    const rounds = quick ? 3 : 30;
    const random = createSeededRandom(3);
    const ports = await freeClientPorts();
    const overlay = harness.startOverlay(ports, { behaviour: { visibility: 'always' }, watched: true });
    const live = (sinceEpochMs: number) =>
      until('the overlay live', () =>
        overlay.sightings.find(({ atEpochMs, value }) => atEpochMs > sinceEpochMs && value.split('|')[1] === 'socket'),
      );
    const backMs: number[] = [];
    const listensMs: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      if (round % 5 === 0) progress(`restart ${round} of ${rounds}`);
      const startedEpochMs = nowEpochMs();
      const client = await startSoakClient(ports.wsPorts[0] ?? 0, ports.httpPorts[0] ?? 0);
      const listeningEpochMs = nowEpochMs();
      const { atEpochMs } = await live(startedEpochMs);
      if (round > 0) {
        listensMs.push(listeningEpochMs - startedEpochMs);
        // The overlay may find it before it has announced that it listens.
        backMs.push(Math.max(0, atEpochMs - listeningEpochMs));
      }
      await delay(300);
      client.kill('SIGKILL');
      await once(client, 'exit');
      await delay(AWAY_MIN_MS + random() * (AWAY_MAX_MS - AWAY_MIN_MS));
    }
    return {
      figures: [
        figureAtMost(
          'restart-p95',
          'From the client listening again to the bubble live (p95)',
          'ms',
          [quantile(backMs, 0.95)],
          1_500,
        ),
        {
          name: 'restart',
          title: 'The same, each time',
          unit: 'ms',
          samples: backMs,
          floor: listensMs,
          floorTitle: "the client's own time from its start until it listens",
          limit: null,
        },
      ],
      notes: [`${rounds} restarts; the client is away for ${AWAY_MIN_MS / 1_000} to ${AWAY_MAX_MS / 1_000} s.`],
    };
  },
};
