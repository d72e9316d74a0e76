import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Follower, keepConnected, LASTING_MS, RETRY_DELAYS_MS } from '../../src-main/desktop/keep-connected.ts';
import { createFakeClock } from '../fake-clock.ts';

interface Connection {
  readonly ended: Promise<void>;
  close(): void;
}

/** Keep connections that end when the test wants it. @param isThere whether the server lets an attempt in, by its number. */
function keep(isThere: (attempt: number) => boolean, begin: Follower<Connection>['begin'] = async () => {}) {
  const clock = createFakeClock();
  const said: string[] = [];
  let current: Connection | null = null;
  let attempts = 0;
  const connect = async () => {
    attempts += 1;
    if (!isThere(attempts)) throw new Error('not there');
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    current = { ended, close: end };
    return current;
  };
  const stop = keepConnected(clock, connect, [
    {
      begin(connection) {
        said.push('begin');
        return begin(connection);
      },
      end: () => void said.push('end'),
    },
  ]);
  return {
    clock,
    said,
    stop,
    attempts: () => attempts,
    async drop() {
      current?.close();
      await turn();
    },
  };
}

it('begins again after a loss, and forgets what was known before', async () => {
  const { clock, said, drop } = keep(() => true);
  await turn();
  expect(said).toEqual(['begin']);
  await drop();
  expect(said).toEqual(['begin', 'end']);
  clock.advance(RETRY_DELAYS_MS[0]);
  await turn();
  expect(said).toEqual(['begin', 'end', 'begin']);
});

it('leaves a server alone that is not there, after a few attempts', async () => {
  const { clock, said, attempts } = keep(() => false);
  await turn();
  for (const delayMs of RETRY_DELAYS_MS) {
    clock.advance(delayMs);
    await turn();
  }
  expect(attempts()).toBe(1 + RETRY_DELAYS_MS.length);
  expect(clock.pending()).toBe(0);
  expect(said).toEqual([]);
});

it('begins its attempts anew after a connection that has lasted', async () => {
  const { clock, attempts, drop } = keep(() => true);
  await turn();
  // More often than there are delays.
  for (let loss = 1; loss <= 2 * RETRY_DELAYS_MS.length; loss += 1) {
    clock.advance(LASTING_MS);
    await drop();
    clock.advance(RETRY_DELAYS_MS[0]);
    await turn();
    expect(attempts()).toBe(1 + loss);
  }
  for (const delayMs of RETRY_DELAYS_MS) {
    await drop();
    clock.advance(delayMs);
    await turn();
  }
  await drop();
  expect(clock.pending()).toBe(0);
});

it('sets no timer while it is connected', async () => {
  const { clock } = keep((attempt) => attempt === 2);
  await turn();
  clock.advance(RETRY_DELAYS_MS[0]);
  await turn();
  expect(clock.pending()).toBe(0);
});

it('forgets what can’t be followed', async () => {
  const { said } = keep(
    () => true,
    () => Promise.reject(new Error('the server answers with an error')),
  );
  await turn();
  expect(said).toEqual(['begin', 'end']);
});

it('ends when it is not wanted any more, while connected, while waiting, and while connecting', async () => {
  const connected = keep(() => true);
  await turn();
  connected.stop();
  await turn();
  expect(connected.said).toEqual(['begin', 'end']);
  const waiting = keep(() => false);
  await turn();
  waiting.stop();
  const connecting = keep(() => true);
  connecting.stop();
  await turn();
  expect(connecting.said).toEqual([]);
  for (const { clock, attempts } of [connected, waiting, connecting]) {
    clock.advance(10 * (RETRY_DELAYS_MS.at(-1) ?? 0));
    await turn();
    expect(attempts()).toBe(1);
  }
});
