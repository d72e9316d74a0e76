import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';
import { LONGEST, longestFirst } from '../../scripts/test-order.ts';

it('begins with the longest file, and leaves the others as they are', () => {
  const longest = join(PROJECT_ROOT, LONGEST);
  expect(existsSync(longest)).toBe(true);
  expect(longestFirst(['b', 'c', longest, 'a'], (file) => file)).toEqual([longest, 'b', 'c', 'a']);
});
