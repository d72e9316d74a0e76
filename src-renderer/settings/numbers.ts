import type { Language } from '../../src-shared/languages.ts';

/** Whole or not, both ends included. */
interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** How many steps there are from one end to the other. */
export function stepsOf({ min, max, step }: Limits): number {
  return (max - min) / step;
}

/** A number as people of a language write it, though without marks between thousands, which could be taken for the fraction's. */
export function shownNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 6, useGrouping: false }).format(value);
}

/**
 * Reads a number with a comma or a point before its fraction, and spaces anywhere, and puts it on a step.
 * @returns null when it is none, or out of the limits.
 */
export function parseNumber(text: string, { min, max, step }: Limits): number | null {
  const plain = text.replaceAll(/\s/gu, '').replace(',', '.');
  if (!/^[-+]?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  if (value < min || value > max) return null;
  const onStep = min + Math.round((value - min) / step) * step;
  // Without the dust of binary fractions.
  return Math.min(Number(onStep.toPrecision(12)), max);
}
