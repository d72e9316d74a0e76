import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Takes far longer than others of its size, by which Vitest orders: begun late, it would go on when all others are done. */
export const LONGEST = '/test/e2e/desktops.test.ts';

/** Vitest's own order of the test files, except that the longest one is the first of its project. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(files), ({ moduleId }) => moduleId);
  }
}

/** @param pathOf returns the path of a file. */
export function longestFirst<File>(files: readonly File[], pathOf: (file: File) => string): File[] {
  const isLongest = (file: File) => pathOf(file).endsWith(LONGEST);
  return [...files.filter(isLongest), ...files.filter((file) => !isLongest(file))];
}
