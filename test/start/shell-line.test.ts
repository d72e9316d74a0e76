import { execFileSync } from 'node:child_process';
import { expect, it, test } from 'vitest';
import { shellLine } from '../../src-main/start/shell-line.ts';

it('leaves alone what needs no quotes', () => {
  expect(shellLine(['/opt/overlay/asystent-overlay', '--profile=work'])).toBe(
    '/opt/overlay/asystent-overlay --profile=work',
  );
});

test.runIf(process.platform === 'linux')('is read by a shell as the same words', () => {
  const words = ['with space', `"quote" and 'quote'`, '$HOME `id` \\', '*', '', '#', 'zażółć'];
  const read = execFileSync('/bin/sh', ['-c', shellLine(['printf', '%s|', ...words])], { encoding: 'utf8' });
  expect(read).toBe(words.map((word) => `${word}|`).join(''));
});
