import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { END_TO_END_ALONE } from '../vite.config.ts';

it('knows by their present names the files that may run beside no other', () => {
  expect(END_TO_END_ALONE.filter((file) => !existsSync(join(PROJECT_ROOT, file)))).toEqual([]);
});
