import { setTimeout as delay } from 'node:timers/promises';
import { treeMemory, treeProcessorMs } from '../../test/lab/processes.ts';
import { until } from '../../test/lab/until.ts';
import { quantile } from '../statistics.ts';
import type { Fleet } from './fleet.ts';

/** The cost of a number of overlays, and their delays. */
export interface Crowd {
  readonly overlays: number;
  /** For each change, the delay until half of the overlays had it, and until the last one did. */
  readonly p50Ms: readonly number[];
  readonly lastMs: readonly number[];
  /** Over all changes. */
  readonly p99Ms: number;
  /** The cost of the process that serves the overlays: the broker, or the client itself. */
  readonly processorMicrosPerDelivery: number;
  readonly processorPercentAtRest: number;
  readonly residentMb: number;
  /** Over one overlay's connection, both ways. */
  readonly bytesPerChange: number;
  readonly bytesPerMinuteAtRest: number;
}

export interface CrowdOptions {
  readonly overlays: number;
  /** The process that serves them. */
  readonly server: number;
  readonly changes: number;
  /** From the last arrival of one change to the next change. */
  readonly pauseMs: number;
  readonly restMs: number;
}

/** The longest that a change may take to all overlays of a computer with two cores. */
const ARRIVED_WITHIN_MS = 20_000;
/** Not counted: code that runs for the first time. */
const WARM_UP = 3;

/** Measure changes one at a time, and then nothing. */
export async function measureCrowd(fleet: Fleet, options: CrowdOptions): Promise<Crowd> {
  const { overlays, server, changes, pauseMs, restMs } = options;
  const change = async () => {
    const before = await fleet.reports();
    await fleet.change();
    await until(
      'a change at every overlay',
      async () => (await fleet.reports()) >= before + overlays,
      ARRIVED_WITHIN_MS,
    );
    await delay(pauseMs);
  };
  for (let count = 0; count < WARM_UP; count += 1) await change();
  await fleet.delays();
  const before = { processorMs: treeProcessorMs(server), bytes: await fleet.bytes() };
  for (let count = 0; count < changes; count += 1) await change();
  const after = { processorMs: treeProcessorMs(server), bytes: await fleet.bytes() };
  const delays = [...(await fleet.delays()).values()];
  await delay(restMs);
  const rested = { processorMs: treeProcessorMs(server), bytes: await fleet.bytes() };
  return {
    overlays,
    p50Ms: delays.map((each) => quantile(each, 0.5)),
    lastMs: delays.map((each) => Math.max(...each)),
    p99Ms: quantile(delays.flat(), 0.99),
    processorMicrosPerDelivery: (1_000 * (after.processorMs - before.processorMs)) / changes / overlays,
    processorPercentAtRest: (100 * (rested.processorMs - after.processorMs)) / restMs,
    residentMb: treeMemory(server).residentBytes / 1e6,
    bytesPerChange: (after.bytes - before.bytes) / changes / overlays,
    bytesPerMinuteAtRest: ((rested.bytes - after.bytes) / overlays) * (60_000 / restMs),
  };
}

/** Changes on their way at once; a broker keeps twenty for each overlay without an answer. */
const ON_THEIR_WAY = 10;

export interface Saturation {
  readonly deliveriesPerSecond: number;
  /** In percent of one core. */
  readonly processorPercent: { readonly server: number; readonly overlays: number };
}

/** Send as many changes as the overlays take. */
export async function saturate(fleet: Fleet, overlays: number, server: number, forMs: number): Promise<Saturation> {
  const first = await fleet.reports();
  const processorMs = () => ({
    server: treeProcessorMs(server),
    overlays: fleet.pids.overlays.reduce((sum, pid) => sum + treeProcessorMs(pid), 0),
  });
  const before = processorMs();
  const startedMs = performance.now();
  let sent = 0;
  let delivered = 0;
  while (performance.now() - startedMs < forMs) {
    delivered = (await fleet.reports()) - first;
    for (; sent < Math.floor(delivered / overlays) + ON_THEIR_WAY; sent += 1) await fleet.change();
  }
  const tookMs = performance.now() - startedMs;
  const after = processorMs();
  return {
    deliveriesPerSecond: (1_000 * delivered) / tookMs,
    processorPercent: {
      server: (100 * (after.server - before.server)) / tookMs,
      overlays: (100 * (after.overlays - before.overlays)) / tookMs,
    },
  };
}
