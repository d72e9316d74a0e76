/** Runs the check against clients that a test makes. */

import type { AddressInfo, Server } from 'node:net';
import { expect } from 'vitest';
import { plainEndpoint } from '../../../packages/check-client/src/endpoint.ts';
import { judge } from '../../../packages/check-client/src/judge.ts';
import { observe } from '../../../packages/check-client/src/observe.ts';
import type { Point } from '../../../packages/check-client/src/point.ts';
import { type Behaviour, startHandMadeClient, startHttp } from './hand-made-client.ts';

/** The longest waits are for missing answers: a pong, an ack. */
export const TIMEOUT = { timeout: 20_000 };

export const at = (port: number, protocol = 'ws') => plainEndpoint(new URL(`${protocol}://127.0.0.1:${port}`));

/** The names of the points with a verdict. */
export function named(points: readonly Point[], verdict: Point['verdict']): readonly string[] {
  return points.filter((point) => point.verdict === verdict).map(({ name }) => name);
}

/** Return the point with this name, which must be the only wrong one. */
export function onlyWrong(points: readonly Point[], name: string): Point {
  expect(named(points, 'wrong')).toEqual([name]);
  const point = points.find((candidate) => candidate.name === name);
  if (point === undefined) throw new Error(`no point ${name}`);
  expect(point.advice).toMatch(/\.$/);
  return point;
}

export async function checked(
  behaviour: Partial<Behaviour>,
  { withCommands = true, http }: { withCommands?: boolean; http?: Parameters<typeof startHttp>[0] } = {},
): Promise<readonly Point[]> {
  const client = await startHandMadeClient(behaviour);
  const poll = http === undefined ? null : await startHttp(http);
  try {
    return judge(
      await observe({ socket: at(client.port), http: poll === null ? null : at(poll.port, 'http'), withCommands }),
    );
  } finally {
    await client.stop();
    await poll?.stop();
  }
}

/** Check a plain TCP or HTTP server. */
export async function checkedServer(server: Server): Promise<readonly Point[]> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return judge(await observe({ socket: at(port), http: null, withCommands: false }));
  } finally {
    server.close();
  }
}

/** Close the socket if `isOver`. @returns `isOver`. */
export function closedIf(socket: { close(code: number): void }, isOver: boolean): boolean {
  if (isOver) socket.close(1002);
  return isOver;
}
