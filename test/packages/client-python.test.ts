/** The tests that the Python package has itself, by any Python with `websockets`. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '../../electron.config.ts';
import { findPython } from '../../scripts/install/system-packages.ts';
import { identityOf } from '../../scripts/package/identity.ts';
import { PROJECT_ROOT } from '../../scripts/project-root.ts';

const PACKAGE = join(PROJECT_ROOT, 'packages', 'client-python');
const python = findPython();
if (python === null) console.log('skipped: no Python has websockets; on Debian: apt-get install python3-websockets');

describe('packages/client-python', () => {
  it.skipIf(python === null)('passes its own tests', { timeout: 60_000 }, async () => {
    const { code, output } = await run(
      python ?? '',
      '-W',
      'error',
      '-m',
      'unittest',
      'discover',
      '-s',
      'tests',
      '-t',
      '.',
    );
    expect(output).toMatch(/^Ran \d+ tests/m);
    expect(code, output).toBe(0);
  });

  it('has the version of the app, and the same makers', () => {
    const { author, homepage, repository, version } = identityOf(config);
    const [, name, email] = /^(.*) <(.*)>$/.exec(author) ?? [];
    const lines = readFileSync(join(PACKAGE, 'pyproject.toml'), 'utf8').split('\n');
    expect(lines).toContain(`version = "${version}"`);
    expect(lines).toContain(`authors = [{ name = "${name}", email = "${email}" }]`);
    expect(lines).toContain(`Homepage = "${homepage}"`);
    expect(lines).toContain(`Source = "${repository}"`);
    expect(lines.includes('  "Private :: Do Not Upload",')).toBe(author.includes('.invalid'));
  });
});

function run(file: string, ...args: string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const env = { ...process.env, PYTHONPATH: join(PACKAGE, 'src'), PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(file, args, { cwd: PACKAGE, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += String(data);
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
