import { describe, expect, it } from 'vitest';
import { parseNumber, shownNumber, stepsOf } from '../../../src-renderer/settings/numbers.ts';
import { LANGUAGES } from '../../../src-shared/languages.ts';

const RATE = { min: 0.5, max: 2, step: 0.1 };

describe('a number that is typed', () => {
  it.each([
    ['1.2', 1.2],
    ['1,2', 1.2],
    [' 1 ', 1],
    ['0.5', 0.5],
    ['2', 2],
    // Onto a step, without the dust of binary fractions.
    ['1.27', 1.3],
    ['0.8', 0.8],
  ])('%j is read', (text, value) => {
    expect(parseNumber(text, RATE)).toBe(value);
  });

  it.each(LANGUAGES)('is read as it is shown: %s', (language) => {
    const limits = { min: 0, max: 1_000_000, step: 0.5 };
    expect(parseNumber(shownNumber(123_456.5, language), limits)).toBe(123_456.5);
  });

  it.each(['', 'one', '2.1', '0.4', '1e0', '--1', '1.', 'Infinity', '1.2.3'])('%j is refused', (text) => {
    expect(parseNumber(text, RATE)).toBeNull();
  });
});

describe('a number', () => {
  it('is shown as people write it', () => {
    expect(shownNumber(1.5, 'pl')).toBe('1,5');
    expect(shownNumber(1.5, 'en')).toBe('1.5');
  });

  it('has so many steps', () => {
    expect(stepsOf(RATE)).toBeCloseTo(15);
  });
});
