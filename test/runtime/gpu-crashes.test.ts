import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { countEnd, decideGpu } = await import('../../src-main/runtime/gpu-crashes.ts');

const HOUR_MS = 3_600_000;

it('goes on while Chromium puts up with it', () => {
  for (const ends of [1, 2, 3, 4]) expect(decideGpu(ends, false, 1_000, [])).toBeNull();
  expect(decideGpu(1, true, 1_000, [])).toBeNull();
});

it('starts the app again before Chromium ends it [REL-GPU-KEEPS-DYING]', () => {
  expect(decideGpu(5, false, HOUR_MS, ['--profile', 'work'])).toEqual(['--profile', 'work']);
  expect(decideGpu(2, true, HOUR_MS, ['--profile', 'work'])).toEqual(['--profile', 'work']);
});

it('does without the graphics card when it fails soon after the start [REL-GPU-KEEPS-DYING]', () => {
  expect(decideGpu(5, false, 20_000, ['.'])).toEqual(['--disable-gpu', '.']);
});

it('makes no chain of starts when it fails without the graphics card as well', () => {
  expect(decideGpu(2, true, 20_000, ['.'])).toEqual(['--disable-gpu', '.']);
  expect(decideGpu(2, true, 20_000, ['--disable-gpu', '.'])).toBeNull();
});

it('forgives an end for each hour after it, as Chromium does [REL-GPU-KEEPS-DYING]', () => {
  expect(countEnd(0, HOUR_MS)).toBe(1);
  expect(countEnd(4, HOUR_MS - 1)).toBe(5);
  expect(countEnd(4, HOUR_MS)).toBe(4);
  expect(countEnd(2, 30 * HOUR_MS)).toBe(1);
});

it('starts the app again once', () => {
  expect(decideGpu(6, false, HOUR_MS, [])).toBeNull();
});
