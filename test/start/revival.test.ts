import { execFileSync, spawn } from 'node:child_process';
import { expect, it, test } from 'vitest';
import {
  markOf,
  nextRevival,
  REVIVAL_VARIABLE,
  REVIVALS_MAX,
  REVIVING_SHELL,
  revivalIn,
} from '../../src-main/start/revival.ts';

it('is counted from one start to the next, up to the last one [REL-XWAYLAND-ENDS]', () => {
  let variable = nextRevival(revivalIn({}), markOf(100));
  let count = 0;
  while (variable !== null) {
    count += 1;
    const revival = revivalIn({ [REVIVAL_VARIABLE]: variable });
    expect(revival).toEqual({ count, mark: markOf(99 + count) });
    variable = nextRevival(revival, markOf(100 + count));
  }
  expect(count).toBe(REVIVALS_MAX);
});

test.each(['', '1', '0 mark', '10 mark', '1 a b', `1 ${'x'.repeat(61)}`, '1 a;b'])('%j is none', (value) => {
  expect(revivalIn({ [REVIVAL_VARIABLE]: value })).toBeNull();
});

test.runIf(process.platform === 'linux')('waits for the end of its input, and starts the same words', async () => {
  const shell = spawn('/bin/sh', ['-c', REVIVING_SHELL, 'sh', 'printf', '%s|', 'a b', '$x'], { stdio: 'pipe' });
  let output = '';
  shell.stdout.on('data', (data) => {
    output += String(data);
  });
  const ended = new Promise((resolve) => shell.once('close', resolve));
  expect(execFileSync('ps', ['-o', 'comm=', '-p', String(shell.pid)], { encoding: 'utf8' })).toBe('sh\n');
  shell.stdin.end();
  expect(await ended).toBe(0);
  expect(output).toBe('a b|$x|');
});
