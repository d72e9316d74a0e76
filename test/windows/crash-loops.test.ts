import { expect, it, vi } from 'vitest';
import { createCrashLoops } from '../../src-main/windows/crash-loops.ts';

it('there is a crash loop for as long as one of the bubbles is in one', () => {
  const onChange = vi.fn<() => void>();
  const crashLoops = createCrashLoops();
  crashLoops.onChange(onChange);
  const [left, right] = [crashLoops.follow(), crashLoops.follow()];
  expect(crashLoops.isAny()).toBe(false);
  left(true);
  right(true);
  left(false);
  expect(crashLoops.isAny()).toBe(true);
  right(false);
  expect(crashLoops.isAny()).toBe(false);
  expect(onChange).toHaveBeenCalledTimes(4);
});
