import { describe, expect, it } from 'vitest';
import { createHangWatch } from '../../src-main/windows/hang-watch.ts';
import { createFakeClock } from '../fake-clock.ts';

const ASK_AFTER_MS = 1_000;
const LIMIT_MS = 4_000;

function bench() {
  const clock = createFakeClock();
  const answers: { resolve: () => void; reject: () => void }[] = [];
  let hung = 0;
  const ask = () =>
    new Promise<void>((resolve, reject) => answers.push({ resolve, reject: () => reject(new Error()) }));
  const watch = createHangWatch(clock, ask, () => {
    hung += 1;
  });
  return { clock, watch, answers, hung: () => hung };
}

/** Lets resolved promises reach those who wait for them. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a page', () => {
  it('that answers in time does not hang', async () => {
    const { clock, watch, answers, hung } = bench();
    watch.check();
    clock.advance(ASK_AFTER_MS);
    clock.advance(LIMIT_MS - 1);
    answers[0]?.resolve();
    await settle();
    clock.advance(LIMIT_MS);
    expect(hung()).toBe(0);
    expect(clock.pending()).toBe(0);
  });

  it('that does not answer hangs, and that is told once [REL-PAGE-HANGS]', () => {
    const { clock, watch, hung } = bench();
    watch.check();
    clock.advance(10 * LIMIT_MS);
    expect(hung()).toBe(1);
  });

  it('that is gone before it answers does not hang', async () => {
    const { clock, watch, answers, hung } = bench();
    watch.check();
    clock.advance(ASK_AFTER_MS);
    answers[0]?.reject();
    await settle();
    clock.advance(LIMIT_MS);
    expect(hung()).toBe(0);
  });

  it('is asked one question for all that it is told within a second, and only then', async () => {
    const { clock, watch, answers } = bench();
    for (let index = 0; index < 60; index += 1) watch.check();
    clock.advance(ASK_AFTER_MS - 1);
    expect(answers).toHaveLength(0);
    clock.advance(1);
    for (let index = 0; index < 60; index += 1) watch.check();
    expect(answers).toHaveLength(1);
    answers[0]?.resolve();
    await settle();
    watch.check();
    clock.advance(ASK_AFTER_MS);
    expect(answers).toHaveLength(2);
  });

  it('is not asked any more when nobody watches', () => {
    const { clock, watch, answers } = bench();
    watch.check();
    watch.stop();
    clock.advance(ASK_AFTER_MS);
    expect(answers).toHaveLength(0);
    expect(clock.pending()).toBe(0);
  });

  it('is not waited for when nobody watches any more', () => {
    const { clock, watch, hung } = bench();
    watch.check();
    clock.advance(ASK_AFTER_MS);
    watch.stop();
    clock.advance(LIMIT_MS);
    expect(hung()).toBe(0);
    expect(clock.pending()).toBe(0);
  });
});
