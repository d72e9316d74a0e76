import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createSeededRandom } from '../../test/lab/seeded-random.ts';
import { until } from '../../test/lab/until.ts';
import { startSoakClient } from '../../test/soak/start-client.ts';
import type { Part } from '../part.ts';
import type { Sighting } from '../started-app.ts';
import { quantile } from '../statistics.ts';

/** How long the client is away. */
const AWAY_MIN_MS = 500;
const AWAY_MAX_MS = 5_000;

/** How long after its return the client is live again on the page. */
export const restart: Part = {
  name: 'restart',
  title: 'The client comes back',
  seconds: { full: 135, quick: 16 },
  async run(harness, { quick, progress }) {
    const rounds = quick ? 3 : 30;
    const random = createSeededRandom(3);
    const ports = await harness.freePorts();
    const overlay = harness.startOverlay(ports, { visibility: 'always', watched: true });
    const sightings: Sighting[] = [];
    overlay.onSighting((sighting) => {
      if (sighting.page === 'bubble.html') sightings.push(sighting);
    });
    const live = (sinceEpochMs: number) =>
      until('the overlay live', () =>
        sightings.find(({ atEpochMs, value }) => atEpochMs > sinceEpochMs && value.split('|')[1] === 'socket'),
      );
    const backMs: number[] = [];
    const listensMs: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      if (round % 5 === 0) progress(`restart ${round} of ${rounds}`);
      const startedEpochMs = epochMs();
      const client = await startSoakClient(ports.ws, ports.http);
      const listeningEpochMs = epochMs();
      const { atEpochMs } = await live(startedEpochMs);
      if (round > 0) {
        listensMs.push(listeningEpochMs - startedEpochMs);
        // It may be found before it has said that it listens.
        backMs.push(Math.max(0, atEpochMs - listeningEpochMs));
      }
      await delay(300);
      client.kill('SIGKILL');
      await once(client, 'exit');
      await delay(AWAY_MIN_MS + random() * (AWAY_MAX_MS - AWAY_MIN_MS));
    }
    return {
      figures: [
        {
          name: 'restart-p95',
          title: 'From the client listening again to the bubble live (p95)',
          unit: 'ms',
          samples: [quantile(backMs, 0.95)],
          floor: null,
          floorTitle: null,
          limit: { kind: 'at-most', value: 1_500 },
        },
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

function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
