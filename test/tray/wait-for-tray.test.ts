import { expect, it } from 'vitest';
import { waitForTray } from '../../src-main/tray/wait-for-tray.ts';
import { createFakeClock } from '../fake-clock.ts';

function seek(thereFromMs: number) {
  const clock = createFakeClock();
  const told: string[] = [];
  let looks = 0;
  const stop = waitForTray({
    probe: async () => {
      looks += 1;
      return clock.nowMs() >= thereFromMs;
    },
    clock,
    onThere: () => told.push(`there at ${clock.nowMs()}`),
    onMissing: () => told.push(`missing at ${clock.nowMs()}`),
  });
  return {
    told,
    stop,
    looks: () => looks,
    pending: clock.pending,
    async wait(durationMs: number) {
      for (let ms = 0; ms < durationMs; ms += 500) {
        await Promise.resolve();
        clock.advance(500);
      }
      await Promise.resolve();
    },
  };
}

it('finds a tray that is there at once', async () => {
  const search = seek(0);
  await search.wait(10_000);
  expect(search.told).toEqual(['there at 0']);
  expect(search.pending()).toBe(0);
});

it('waits for a panel that starts a little later, and says nothing of it', async () => {
  const search = seek(2_500);
  await search.wait(10_000);
  expect(search.told).toEqual(['there at 3000']);
});

it('says once that there is none, and finds one that comes much later', async () => {
  const search = seek(300_000);
  await search.wait(3_600_000);
  expect(search.told).toEqual(['missing at 3000', expect.stringMatching(/^there at 3\d{5}$/)]);
});

it('looks once a minute in the end', async () => {
  const search = seek(Number.POSITIVE_INFINITY);
  await search.wait(600_000);
  const before = search.looks();
  await search.wait(600_000);
  expect(search.looks() - before).toBe(10);
});

it('can be ended', async () => {
  const search = seek(Number.POSITIVE_INFINITY);
  await search.wait(10_000);
  search.stop();
  expect(search.pending()).toBe(0);
});
