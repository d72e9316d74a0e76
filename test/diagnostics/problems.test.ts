import { expect, it } from 'vitest';
import { createProblems } from '../../src-main/diagnostics/problems.ts';

it('lists the problems that there are, and logs each once when it begins', () => {
  const logged: string[] = [];
  const problems = createProblems((line) => logged.push(line));
  problems.note('old-xwayland', false);
  expect(problems.list()).toEqual([]);
  problems.note('input-shape', true, 'https://example.org/1');
  problems.note('no-tray', true);
  problems.note('no-tray', true);
  expect(problems.list()).toEqual([
    { name: 'input-shape', source: 'https://example.org/1' },
    { name: 'no-tray', source: null },
  ]);
  problems.note('no-tray', false);
  expect(problems.list().map(({ name }) => name)).toEqual(['input-shape']);
  expect(logged).toEqual([
    expect.stringMatching(/^known problem: On X11, .* \(https:\/\/example\.org\/1\)$/),
    expect.stringMatching(/^known problem: There is no icon, because this desktop has no tray\./),
  ]);
});
