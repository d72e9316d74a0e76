import { EventEmitter } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createOverlays } from '../../../packages/client/src/overlays.ts';
import type { ReferenceClient } from '../../../packages/client/src/reference-client.ts';
import { overlayHello, startClient } from './overlay.ts';

const OVERLAYS = 200;
const ROUNDS = 40;

/** An overlay that says who it is, and does nothing but count; connected when its first frame and the hello have come. */
async function connect(wsPort: number, id: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${wsPort}/`);
  onTestFinished(() => socket.terminate());
  let frames = 0;
  let waiting = () => {};
  socket.on('message', () => {
    frames += 1;
    waiting();
  });
  socket.on('open', () => socket.send(JSON.stringify(overlayHello(id))));
  const until = async (count: number) => {
    while (frames < count) {
      await new Promise<void>((resolve) => {
        waiting = resolve;
      });
    }
  };
  await until(2);
  return { id, socket, frames: () => frames, until };
}

type Connected = Awaited<ReturnType<typeof connect>>;

let lastText = 0;

/** How long a change takes until each of the overlays has it, the median of some rounds. */
async function delayMs(client: ReferenceClient, overlays: readonly Connected[]): Promise<number> {
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const counts = overlays.map(({ frames }) => frames());
    lastText += 1;
    const beganMs = performance.now();
    client.update({ text: `${lastText} ${'x'.repeat(1_000)}` });
    await Promise.all(overlays.map(({ until }, index) => until((counts[index] ?? 0) + 1)));
    delays.push(performance.now() - beganMs);
  }
  return delays.sort((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}

/** Sends to one overlay until no more fits between client and overlay. */
async function clog(client: ReferenceClient, id: string): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    client.sendOnce({ text: 'x'.repeat(60_000) }, id);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it(`${OVERLAYS} overlays, one of them slow and one dead: the others have every change as soon as without them`, async () => {
  const { client, log, wsPort } = await startClient({ protocol: 2 });
  client.update({ status: 'mówię', is_speaking: true });
  const ids = Array.from({ length: OVERLAYS - 2 }, (_, index) => `overlay ${index}`);
  const healthy = await Promise.all(ids.map((id) => connect(wsPort, id)));
  await delayMs(client, healthy);
  const withoutMs = await delayMs(client, healthy);

  const slow = await connect(wsPort, 'slow');
  const dead = await connect(wsPort, 'dead');
  expect(client.named()).toHaveLength(OVERLAYS);
  dead.socket.pause();
  slow.socket.pause();
  const sips = setInterval(() => {
    slow.socket.resume();
    setImmediate(() => slow.socket.pause());
  }, 100);
  onTestFinished(() => clearInterval(sips));
  await clog(client, 'slow');
  await clog(client, 'dead');
  const withMs = await delayMs(client, healthy);
  expect(withMs, `without them ${withoutMs} ms`).toBeLessThan(3 * withoutMs + 5);

  clearInterval(sips);
  slow.socket.pause();
  const dropped = () => log.filter((line) => line === 'dropped an overlay that does not read').length;
  for (let n = 0; n < 400 && dropped() < 2; n += 1) {
    for (const id of ['slow', 'dead']) client.sendOnce({ text: 'x'.repeat(200_000) }, id);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(dropped()).toBe(2);
  expect(client.overlays()).toBe(healthy.length);
  expect(healthy.every(({ socket }) => socket.readyState === WebSocket.OPEN)).toBe(true);
}, 30_000);

describe('unread data', () => {
  /** A socket that takes everything and sends nothing of it. */
  class ClosedTap extends EventEmitter {
    bufferedAmount = 0;
    ended = false;
    send(frame: Buffer): void {
      this.bufferedAmount += frame.length;
    }
    terminate(): void {
      this.ended = true;
    }
  }

  it.each([1, 1_000, 262_144, 1_048_577])('is never more than 1 MiB, with frames of %d bytes', (size) => {
    const dropped: string[] = [];
    const overlays = createOverlays({
      onJoin() {},
      onMessage() {},
      onLeave() {},
      onDrop: (reason) => dropped.push(reason),
    });
    const socket = new ClosedTap();
    overlays.join(socket as unknown as WebSocket, null);
    const frame = Buffer.alloc(size);
    let sent = 0;
    while (overlays.send(overlays.all(), frame) === 1) sent += 1;
    expect(sent).toBe(Math.floor(1_048_576 / size));
    expect(socket.bufferedAmount).toBeLessThanOrEqual(1_048_576);
    expect(socket.ended).toBe(true);
    overlays.send(overlays.all(), frame);
    expect(dropped).toEqual(['does not read']);
    expect(overlays.count()).toBe(0);
  });
});
