import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  type Follower,
  keepConnected,
  LASTING_MS,
  RETRY_DELAYS_MS,
  type WhileAway,
} from '../../src-main/desktop/keep-connected.ts';
import { createFakeClock } from '../fake-clock.ts';

interface Connection {
  readonly ended: Promise<void>;
  close(): void;
}

/** Keep connections that end when the test wants it. @param isThere whether the server lets an attempt in, by its number. */
function keep(
  isThere: (attempt: number) => boolean,
  begin: Follower<Connection>['begin'] = async () => {},
  whileAway?: WhileAway,
) {
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
  const follower: Follower<Connection> = {
    begin(connection) {
      said.push('begin');
      return begin(connection);
    },
    end: () => void said.push('end'),
  };
  const stop = keepConnected(clock, connect, [follower], whileAway);
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

describe('while there is no connection', () => {
  /** What is done then, and what makes the attempts begin anew. */
  function away() {
    const said: string[] = [];
    let retry = () => {};
    const whileAway: WhileAway = (retryNow) => {
      said.push('away');
      retry = retryNow;
      return () => void said.push('back');
    };
    return { said, whileAway, retry: () => retry() };
  }
  const noBegin = async () => {};

  it('something else is done, once', async () => {
    const { said, whileAway } = away();
    const { clock, drop, stop } = keep((attempt) => attempt > 2, noBegin, whileAway);
    await turn();
    expect(said).toEqual(['away']);
    clock.advance(RETRY_DELAYS_MS[0]);
    await turn();
    expect(said).toEqual(['away']);
    clock.advance(RETRY_DELAYS_MS[1]);
    await turn();
    expect(said).toEqual(['away', 'back']);
    await drop();
    expect(said).toEqual(['away', 'back', 'away']);
    stop();
    expect(said).toEqual(['away', 'back', 'away', 'back']);
  });

  it('nothing is done for one that is not wanted any more', async () => {
    const { said, whileAway } = away();
    const { drop, stop } = keep(() => true, noBegin, whileAway);
    await turn();
    stop();
    await drop();
    expect(said).toEqual([]);
  });

  it('a server that has been left alone is tried anew at once, if something tells of it', async () => {
    const { whileAway, retry } = away();
    let isThere = false;
    const { clock, attempts, said } = keep(() => isThere, noBegin, whileAway);
    await turn();
    for (const delayMs of RETRY_DELAYS_MS) {
      clock.advance(delayMs);
      await turn();
    }
    expect(clock.pending()).toBe(0);
    const before = attempts();
    retry();
    await turn();
    expect(attempts()).toBe(before + 1);
    isThere = true;
    clock.advance(RETRY_DELAYS_MS[0]);
    await turn();
    expect(said).toEqual(['begin']);
    expect(clock.pending()).toBe(0);
  });

  it('the attempt that is under way is not repeated, but those after it begin anew', async () => {
    const { whileAway, retry } = away();
    const { clock, attempts } = keep(() => false, noBegin, whileAway);
    await turn();
    clock.advance(RETRY_DELAYS_MS[0]);
    retry();
    await turn();
    expect(attempts()).toBe(2);
    clock.advance(RETRY_DELAYS_MS[0]);
    await turn();
    expect(attempts()).toBe(3);
  });
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
