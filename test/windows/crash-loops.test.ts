import { expect, it, vi } from 'vitest';
import { createCrashLoops } from '../../src-main/windows/crash-loops.ts';

it('a page is in a crash loop for as long as one of its windows is', () => {
  const onChange = vi.fn<() => void>();
  const crashLoops = createCrashLoops();
  crashLoops.onChange(onChange);
  const [left, right, controls] = [
    crashLoops.follow('bubble'),
    crashLoops.follow('bubble'),
    crashLoops.follow('controls'),
  ];
  expect(crashLoops.pages()).toEqual([]);
  left(true);
  right(true);
  expect(crashLoops.pages()).toEqual(['bubble']);
  controls(true);
  left(false);
  expect(crashLoops.pages()).toEqual(['bubble', 'controls']);
  right(false);
  expect(crashLoops.pages()).toEqual(['controls']);
  controls(false);
  expect(crashLoops.pages()).toEqual([]);
  expect(onChange).toHaveBeenCalledTimes(6);
});
