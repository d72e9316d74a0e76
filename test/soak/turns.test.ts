import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { turnSteps } from './turns.ts';

const turnsOf = (seed: number, count = 500) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, index) => turnSteps(index + 1, random));
};

describe('the turns of a soak', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(turnsOf(1)).toEqual(turnsOf(1));
    expect(turnsOf(1)).not.toEqual(turnsOf(2));
  });

  it('have their steps in order within the turn, and end ready', () => {
    for (const steps of turnsOf(1)) {
      const times = steps.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.every((at) => at >= 0 && at < 1)).toBe(true);
      expect(steps.at(-1)?.patch).toMatchObject({ status: 'Ready', is_speaking: false });
    }
  });

  it('have answers of all lengths, of which none comes twice', () => {
    const answers = turnsOf(1).flatMap((steps) => steps.flatMap(({ patch }) => patch.text ?? []));
    expect(new Set(answers).size).toBe(answers.length);
    const lengths = answers.map((answer) => answer.length);
    expect(Math.min(...lengths)).toBeLessThan(20);
    expect(Math.max(...lengths)).toBeGreaterThan(700);
  });

  it('are sometimes errors and notices, and have answers that grow, one or two in a turn', () => {
    const kinds = turnsOf(1).map((steps) => {
      const lines = steps.map(({ patch }) => patch.status ?? '');
      if (lines.some((line) => line.startsWith('Błąd: '))) return 'error';
      if (lines.some((line) => line.startsWith('Notification: '))) return 'notice';
      const texts = steps.flatMap(({ patch }) => patch.text ?? []);
      const answers = texts.filter((text, index) => !texts[index + 1]?.startsWith(text));
      return `${answers.length} ${texts.length === 1 ? 'at once' : 'growing'}`;
    });
    expect(new Set(kinds)).toEqual(new Set(['error', 'notice', '1 at once', '1 growing', '2 growing']));
  });

  it('end with one line before a rest', () => {
    const random = createSeededRandom(1);
    for (let number = 1; number <= 100; number += 1) {
      const texts = turnSteps(number, random, true).flatMap(({ patch }) => patch.text ?? []);
      expect(texts).toHaveLength(1);
      expect(texts[0]?.length).toBeLessThan(60);
    }
  });
});
