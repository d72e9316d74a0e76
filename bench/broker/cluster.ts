import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { type BackgroundProcess, startInBackground } from '../../test/lab/background-process.ts';
import { freePort } from '../../test/lab/free-port.ts';
import { accepts } from '../../test/lab/mosquitto.ts';
import { makeScratchFolder } from '../../test/lab/scratch-folder.ts';
import { until } from '../../test/lab/until.ts';

const SOURCE = join(import.meta.dirname, 'cluster', 'Cargo.toml');
/** Cargo's builds; may be deleted. */
const TARGET = join(PROJECT_ROOT, 'out', 'cluster');
const NODES = [1, 2, 3];
/** A node asks the one that an overlay was at before, dead or not: for less time than the overlay waits for the broker. */
const CONFIG = 'node_grpc_client_timeout = "2s"\ntry_lock_timeout = "3s"';
const STARTED_WITHIN_MS = 60_000;

/** Three RMQTT brokers on this computer that know of each other. */
export interface Cluster {
  readonly nodes: readonly ClusterNode[];
  stop(): Promise<void>;
}

export interface ClusterNode {
  readonly port: number;
  readonly pid: () => number;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Build a node, unless that was done: minutes. @throws without cargo or protoc. */
export async function buildClusterNode(): Promise<string> {
  const args = ['build', '--release', '--manifest-path', SOURCE];
  try {
    await promisify(execFile)('cargo', args, { env: { ...process.env, CARGO_TARGET_DIR: TARGET } });
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n').slice(-5).join('\n') : String(error);
    throw new Error(`the cluster needs cargo and protoc (Debian: protobuf-compiler): ${said}`);
  }
  return join(TARGET, 'release', 'cluster-node');
}

export async function startCluster(program: string): Promise<Cluster> {
  const folder = makeScratchFolder('cluster');
  const ports = new Set<number>();
  while (ports.size < 3 * NODES.length) ports.add(await freePort());
  const [mqtt, grpc, raft] = [0, 3, 6].map((at) => [...ports].slice(at, at + 3));
  const nodes = NODES.map((id, at): ClusterNode => {
    const port = mqtt?.[at] ?? 0;
    let running: BackgroundProcess | null = null;
    return {
      port,
      pid: () => running?.pid ?? 0,
      async kill() {
        await running?.kill();
        running = null;
      },
      async start() {
        const args = [id, port, grpc?.join(), raft?.join(), CONFIG].map(String);
        const started = startInBackground(program, args, {
          env: process.env,
          logFile: join(folder.path, `node-${id}.log`),
        });
        running = started;
        const isUp = () => {
          started.assertRunning();
          return accepts(port);
        };
        await until(`node ${id} of the cluster`, isUp, STARTED_WITHIN_MS);
      },
    };
  });
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    folder.remove();
  };
  try {
    // The first one leads, and the others wait for it.
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop };
}
