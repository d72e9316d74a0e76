import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../../scripts/project-root.ts';

it('says what is wrong with a language, and starts nothing', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/dev/main.ts', '--language', 'xx'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  expect(stderr).toContain('--language xx: give one of cs, de, en, es, fr, pl, uk, ar-XB\n\nUsage: npm run dev');
  expect(status).toBe(2);
});
