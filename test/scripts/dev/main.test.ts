import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../../scripts/overlay-process.ts';

it.each([
  ['--language', 'xx', '--language xx: give one of pl, en'],
  ['--faster', '', "Unknown option '--faster'"],
])('says what is wrong with %s %s, and starts nothing', (option, value, message) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/dev/main.ts', option, value].filter(Boolean), {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  });
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
