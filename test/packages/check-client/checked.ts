/** What check-client finds in clients that a test makes. */

import type { AddressInfo, Server } from 'node:net';
import { expect } from 'vitest';
import { plainEndpoint } from '../../../packages/check-client/src/endpoint.ts';
import { judge } from '../../../packages/check-client/src/judge.ts';
import { observe } from '../../../packages/check-client/src/observe.ts';
import type { Point } from '../../../packages/check-client/src/point.ts';
import { type Behaviour, startHandMadeClient, startHttp } from './hand-made-client.ts';

/** The longest waits are for answers that don't come: a pong, an ack. */
export const TIMEOUT = { timeout: 20_000 };

export const at = (port: number, protocol = 'ws') => plainEndpoint(new URL(`${protocol}://127.0.0.1:${port}`));
/** The points with a verdict. */
export function named(points: readonly Point[], verdict: Point['verdict']): readonly string[] {
  return points.filter((point) => point.verdict === verdict).map(({ name }) => name);
}

/** The one point that is wrong, with what is said of it. */
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

/** What listens with plain TCP, or HTTP. */
export async function checkedServer(server: Server): Promise<readonly Point[]> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return judge(await observe({ socket: at(port), http: null, withCommands: false }));
  } finally {
    server.close();
  }
}

/** Ends the socket if this is what it is to end over. @returns whether it was. */
export function closedIf(socket: { close(code: number): void }, isOver: boolean): boolean {
  if (isOver) socket.close(1002);
  return isOver;
}
