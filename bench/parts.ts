import { UsageError } from '../scripts/read-arguments.mjs';
import type { Part } from './part.ts';
import { active } from './parts/active.ts';
import { broker } from './parts/broker.ts';
import { brokerCluster } from './parts/broker-cluster.ts';
import { brokerStorm } from './parts/broker-storm.ts';
import { changes } from './parts/changes.ts';
import { dom } from './parts/dom.ts';
import { flood } from './parts/flood.ts';
import { idle } from './parts/idle.ts';
import { memory } from './parts/memory.ts';
import { motion } from './parts/motion.ts';
import { mqtt } from './parts/mqtt.ts';
import { packageSize } from './parts/package-size.ts';
import { pixels } from './parts/pixels.ts';
import { restart } from './parts/restart.ts';
import { start } from './parts/start.ts';
import { transports } from './parts/transports.ts';
import { unseen } from './parts/unseen.ts';

/** All parts, in the order in which they run. */
export const PARTS: readonly Part[] = [
  idle,
  active,
  unseen,
  dom,
  pixels,
  mqtt,
  motion,
  flood,
  memory,
  changes,
  start,
  restart,
  packageSize,
  transports,
  broker,
  brokerStorm,
  brokerCluster,
];

/**
 * Return the parts with these names, in the order in which they run; all that are not optional for no names.
 * @throws UsageError for a name that no part has.
 */
export function chooseParts(names: readonly string[]): readonly Part[] {
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name));
  if (unknown.length > 0) throw new UsageError(`There is no part "${unknown.join('", "')}".`);
  return PARTS.filter(({ name, isOptional = false }) => (names.length === 0 ? !isOptional : names.includes(name)));
}
