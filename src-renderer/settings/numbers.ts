import type { Language } from '../../src-shared/languages.ts';

/** The limits of a number, both ends included. Not necessarily whole. */
interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Return the number of steps between the ends. */
export function stepsOf({ min, max, step }: Limits): number {
  return (max - min) / step;
}

/** Format a number for a language, without separators of thousands, which look like a decimal separator. */
export function shownNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 6, useGrouping: false }).format(value);
}

/**
 * Parse a number with a comma or a point before its fraction and spaces anywhere, and round it to a step.
 * @returns null for text that is no number, or out of the limits.
 */
export function parseNumber(text: string, { min, max, step }: Limits): number | null {
  const plain = text.replaceAll(/\s/gu, '').replace(',', '.');
  if (!/^[-+]?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  if (value < min || value > max) return null;
  const onStep = min + Math.round((value - min) / step) * step;
  // Drop the rounding error of binary fractions.
  return Math.min(Number(onStep.toPrecision(12)), max);
}
