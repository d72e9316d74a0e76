// The workflows of GitHub run elsewhere; their contents are checked here.

import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';

const FOLDER = join(PROJECT_ROOT, '.github/workflows');
const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));

/** From Go's module proxy, because no package of npm's is as new. */
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
/** The first run compiles it. */
const LINT_LIMIT_MS = 240_000;

it('are without fault for actionlint', { timeout: LINT_LIMIT_MS }, async ({ skip }) => {
  if (spawnSync('go', ['version']).status !== 0) skip('actionlint is a module of Go, which is not installed');
  const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));
  const { stdout } = await promisify(execFile)('go', ['run', ACTIONLINT, ...files]);
  expect(stdout).toBe('');
});

describe.each(readdirSync(FOLDER))('%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');

  it('pins every action by its commit, with its version beside', () => {
    const used = [...text.matchAll(/^\s*-? ?uses: (.*)$/gm)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('asks for no right that it does not need', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  });

  it('runs commands of package.json', () => {
    const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, command]) => command);
    for (const command of run) expect(Object.keys(scripts)).toContain(command);
  });
});
