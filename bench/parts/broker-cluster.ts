import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import mqtt from 'mqtt';
import * as v from 'valibot';
import { treeMemory } from '../../test/lab/processes.ts';
import { until } from '../../test/lab/until.ts';
import { buildClusterNode, type Cluster, startCluster } from '../broker/cluster.ts';
import { type Fleet, startFleet } from '../broker/fleet.ts';
import { nowMs } from '../broker/moments.ts';
import { BASE } from '../broker/topic.ts';
import { type Figure, figureAtMost } from '../figure.ts';
import { forkFile } from '../forked.ts';
import type { Part } from '../part.ts';
import { quantile } from '../statistics.ts';

const ALL_WITHIN_MS = 60_000;
/** A connection that lasted this long counts as a stable one. */
const STABLE_MS = 6_000;

/** Kill a node of a cluster under its overlays. */
export const brokerCluster: Part = {
  name: 'broker-cluster',
  title: 'A cluster of three brokers that loses one',
  seconds: { full: 60, quick: 40 },
  isOptional: true,
  async run(_harness, { quick, progress }) {
    const overlays = quick ? 90 : 900;
    progress('building a node');
    const program = await buildClusterNode();
    const cluster = await startCluster(program);
    const balancer = forkFile(join(import.meta.dirname, '..', 'broker', 'balancer.ts'), [
      0,
      ...cluster.nodes.map(({ port }) => port),
    ]);
    try {
      const port = await balancer.next(v.number());
      progress(`${overlays} overlays`);
      const fleet = await startFleet('mqtt', overlays, port);
      try {
        return {
          figures: await measure(cluster, fleet, overlays, progress),
          notes: [
            'Three RMQTT 0.24.0 with its plugins for a cluster by Raft, and for retained messages in memory. All share this ' +
              'computer with the overlays, and with what hands each connection to the next node that takes it. The node that ' +
              'is killed is the one that led; the assistant says something new in the same moment.',
          ],
        };
      } finally {
        fleet.stop();
      }
    } finally {
      balancer.kill();
      await cluster.stop();
    }
  },
};

async function measure(
  { nodes }: Cluster,
  fleet: Fleet,
  overlays: number,
  progress: (text: string) => void,
): Promise<readonly Figure[]> {
  const [leader] = nodes;
  if (leader === undefined) throw new Error('a cluster without a node');
  const everybodyHas = async (text: string) => {
    await until('the last state', async () => (await fleet.texts()).every((each) => each === text), ALL_WITHIN_MS);
  };
  const delaysOf = async (text: string) => (await fleet.delays()).get(text) ?? [];
  const first = await fleet.change();
  await everybodyHas(first);
  await delay(STABLE_MS);
  const whole = await fleet.change();
  await everybodyHas(whole);
  const wholeMs = await delaysOf(whole);
  const megabytes = treeMemory(leader.pid()).residentBytes / 1e6;

  progress('a node is killed');
  const killedMs = nowMs();
  await leader.kill();
  const inTheMoment = await fleet.change();
  // Those who never have it are the finding.
  await everybodyHas(inTheMoment).catch(() => {});
  const momentMs = await delaysOf(inTheMoment);
  const backMs = (await fleet.storm()).back.map((atMs) => atMs - killedMs);
  const later = await fleet.change();
  await everybodyHas(later).catch(() => {});
  const laterMs = await delaysOf(later);
  const without = (await fleet.texts()).filter((text) => text !== later).length;

  progress('the node is started again');
  const startedMs = performance.now();
  await leader.start();
  await keptAt(leader.port, later);
  const againMs = performance.now() - startedMs;
  return [
    figureAtMost('cluster-without', 'Overlays without the last state', 'overlays', [without], 0),
    one('lost', 'Overlays that lost their node', `of ${overlays}`, backMs.length),
    one('back-p50', 'Back at another node, p50', 'ms', quantile(backMs, 0.5)),
    one('back-last', 'Back at another node, last', 'ms', Math.max(...backMs)),
    ...both('whole', 'Three nodes', wholeMs),
    ...both('moment', 'A change in the moment of the kill', momentMs),
    ...both('later', 'Two nodes', laterMs),
    one('again', 'The killed node has the last state again', 'ms', againMs),
    one('memory', 'RSS of a node', 'MB', megabytes),
  ];
}

/** Wait until a node gives new subscribers the text that was published while it was gone. */
async function keptAt(port: number, text: string): Promise<void> {
  await until(
    'what is kept',
    async () => {
      const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5, reconnectPeriod: 0 });
      let kept = '';
      client.on('error', () => {});
      client.on('message', (_, payload) => {
        kept = payload.toString();
      });
      client.once('connect', () => client.subscribe(`${BASE}/status`, () => {}));
      await delay(500);
      client.end(true);
      return kept.includes(text);
    },
    ALL_WITHIN_MS,
  );
}

function both(name: string, title: string, delaysMs: readonly number[]): readonly Figure[] {
  return [
    one(`${name}-p50`, `${title}: delay, p50`, 'ms', quantile(delaysMs, 0.5)),
    one(`${name}-last`, `${title}: delay, last`, 'ms', Math.max(...delaysMs)),
  ];
}

function one(name: string, title: string, unit: string, value: number): Figure {
  return {
    ...{ name: `cluster-${name}`, title, unit, samples: [value] },
    ...{ floor: null, floorTitle: null, limit: null },
  };
}
