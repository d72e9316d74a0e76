import { expect, it, vi } from 'vitest';
import { LOOK_AFTER_MS, OPENINGS_MAX, reopenTransparent } from '../../src-main/windows/reopen-transparent.ts';
import { createFakeClock } from '../fake-clock.ts';

function start(...answers: readonly boolean[]) {
  const clock = createFakeClock();
  const reopen = vi.fn();
  const left = [...answers];
  const areTransparent = async () => left.shift() ?? false;
  return { clock, reopen, open: reopenTransparent({ reopen, areTransparent, clock }) };
}

/** Lets the time of a look come, and its answer. */
async function look(clock: ReturnType<typeof createFakeClock>): Promise<void> {
  clock.advance(LOOK_AFTER_MS);
  await Promise.resolve();
  await Promise.resolve();
}

it('windows that are transparent are opened once, and looked at once', async () => {
  const { clock, reopen, open } = start(true);
  open();
  await look(clock);
  expect(reopen).toHaveBeenCalledTimes(1);
  expect(clock.pending()).toBe(0);
});

it('windows that are not are opened again until they are', async () => {
  const { clock, reopen, open } = start(false, false, true);
  open();
  for (let looks = 0; looks < OPENINGS_MAX; looks += 1) await look(clock);
  expect(reopen).toHaveBeenCalledTimes(3);
});

it('a few times only', async () => {
  const { clock, reopen, open } = start();
  open();
  for (let looks = 0; looks < 2 * OPENINGS_MAX; looks += 1) await look(clock);
  expect(reopen).toHaveBeenCalledTimes(OPENINGS_MAX);
  expect(clock.pending()).toBe(0);
});

it('the next window manager begins anew', async () => {
  const { clock, reopen, open } = start(true);
  open();
  open();
  await look(clock);
  expect(reopen).toHaveBeenCalledTimes(2);
  expect(clock.pending()).toBe(0);
});
