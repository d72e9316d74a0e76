import { expect, it, vi } from 'vitest';
import { createRests } from '../../src-main/windows/crash-loops.ts';

it('a page rests for as long as one of its windows does', () => {
  const onChange = vi.fn<() => void>();
  const rests = createRests(onChange);
  const [left, right, controls] = [rests.follow('bubble'), rests.follow('bubble'), rests.follow('controls')];
  expect(rests.pages()).toEqual([]);
  left(true);
  right(true);
  expect(rests.pages()).toEqual(['bubble']);
  controls(true);
  left(false);
  expect(rests.pages()).toEqual(['bubble', 'controls']);
  right(false);
  expect(rests.pages()).toEqual(['controls']);
  controls(false);
  expect(rests.pages()).toEqual([]);
  expect(onChange).toHaveBeenCalledTimes(6);
});
