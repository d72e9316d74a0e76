import { expect, it } from 'vitest';
import { testPorts } from './clients.ts';
import { launchOverlay } from './desktop.ts';

it('evaluates each function once in the main process, and gets its answer, whenever garbage is collected', async () => {
  const { app } = await launchOverlay(await testPorts());
  await app.evaluate(() => {
    setInterval(() => {
      const end = performance.now() + 15;
      while (performance.now() < end) Array.from({ length: 10_000 }, (_, index) => ({ index }));
    }, 16);
    Object.assign(globalThis, { evaluations: 0 });
  });
  const answers: number[] = [];
  for (let evaluation = 1; evaluation <= 100; evaluation += 1) {
    const answer = await app.evaluate((_electron, step) => {
      const counted = globalThis as unknown as { evaluations: number };
      counted.evaluations += step;
      return counted.evaluations;
    }, 1);
    answers.push(answer);
  }
  expect(answers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  await expect(app.evaluate(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
});
